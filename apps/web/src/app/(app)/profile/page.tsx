import { auth } from '@clerk/nextjs/server'
import type { Metadata } from 'next'
import { Profile } from '../../../profile/profile.tsx'
import { ProfileSignedOut } from '../../../profile/profile-signed-out.tsx'
import { ProfileSkeleton } from '../../../profile/profile-skeleton.tsx'
import { PageTitle } from '../../../site/page-title.tsx'
import { Prefetched } from '../../../site/prefetched.tsx'
import { api, HydrateClient } from '../../../trpc/server.ts'

export const metadata: Metadata = { title: 'Profile' }

export default async function ProfilePage() {
  // Here and not in the proxy alone: a page that forgets its matcher is still protected.
  const { userId, redirectToSignIn } = await auth()
  if (userId === null) return redirectToSignIn()

  return (
    <div className="pb-16">
      <PageTitle title="Profile">What others see of you, and the time zone that dates are shown in.</PageTitle>
      <Prefetched calls={api.user.profile.prefetch()} fallback={<ProfileSkeleton />}>
        <HydrateClient fallback={<ProfileSkeleton />} signedOut={<ProfileSignedOut />}>
          <Profile />
        </HydrateClient>
      </Prefetched>
    </div>
  )
}
