'use client'
import { CallFailure } from '../site/call-failure.tsx'
import { trpc } from '../trpc/react.ts'
import { PlainCall } from './plain-call.tsx'
import { ProfileCard } from './profile-card.tsx'
import { ProfileForm } from './profile-form.tsx'
import { ProfileSkeleton } from './profile-skeleton.tsx'

export function Profile() {
  const profile = trpc.user.profile.useQuery()
  if (profile.data) {
    return (
      <div className="grid items-start gap-6 md:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]">
        <ProfileCard profile={profile.data} />
        <div className="grid min-w-0 gap-6">
          <ProfileForm profile={profile.data} />
          <PlainCall />
        </div>
      </div>
    )
  }
  if (profile.error) return <CallFailure error={profile.error} what="Your profile" isRetrying={profile.isFetching} onRetry={() => void profile.refetch()} />
  return <ProfileSkeleton />
}
