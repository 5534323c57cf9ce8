'use client'
import type { RouterOutputs } from '@throughline/api'
import { CallFailure } from '../site/call-failure.tsx'
import { trpc } from '../trpc/react.ts'
import { PlainCall } from './plain-call.tsx'
import { ProfileCard } from './profile-card.tsx'
import { ProfileForm } from './profile-form.tsx'
import { ProfileSkeleton } from './profile-skeleton.tsx'
import { useProfileChanges } from './use-profile-changes.ts'
import { useUpdateProfile } from './use-update-profile.ts'

export function Profile() {
  const profile = trpc.user.profile.useQuery()
  if (profile.data) return <LiveProfile profile={profile.data} />
  if (profile.error) return <CallFailure error={profile.error} what="Your profile" isRetrying={profile.isFetching} onRetry={() => void profile.refetch()} />
  return <ProfileSkeleton />
}

// Of its own, so that there is a stream only where there is a profile to change.
function LiveProfile({ profile }: { profile: RouterOutputs['user']['profile'] }) {
  useProfileChanges()
  const { update, shown } = useUpdateProfile(profile)
  return (
    <div className="grid items-start gap-6 md:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]">
      <ProfileCard profile={shown} />
      <div className="grid min-w-0 gap-6">
        <ProfileForm profile={profile} update={update} />
        <PlainCall />
      </div>
    </div>
  )
}
