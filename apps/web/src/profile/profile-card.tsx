import type { RouterOutputs } from '@throughline/api'
import { Suspense } from 'react'
import { Avatar } from '../site/avatar.tsx'

type Profile = RouterOutputs['user']['profile']

export function ProfileCard({ profile }: { profile: Profile }) {
  return (
    <section aria-label="Your profile" className="card min-w-0 p-6 md:sticky md:top-22">
      <Avatar name={profile.displayName} imageUrl={profile.imageUrl} />
      <h2 className="mt-4 text-xl font-semibold tracking-tight break-words">{profile.displayName}</h2>
      <p className="text-muted text-sm break-all">{profile.email}</p>
      {profile.bio ? (
        <p className="mt-4 text-sm/6 break-words whitespace-pre-line">{profile.bio}</p>
      ) : (
        <p className="border-line text-muted mt-4 rounded-lg border border-dashed p-3 text-sm/6">
          No bio yet.{' '}
          <a href="#bio" className="text-accent font-medium underline underline-offset-4">
            Write one
          </a>
        </p>
      )}
      <dl className="border-line mt-5 grid gap-3 border-t pt-5 text-sm">
        <Fact term="Time zone">{profile.timeZone}</Fact>
        <Fact term="Member since">
          {/* Nothing is waited for: React takes it over in a task of its own. The first use of Intl takes a phone 50 ms. */}
          <Suspense>
            <Day date={profile.createdAt} timeZone={profile.timeZone} />
          </Suspense>
        </Fact>
      </dl>
    </section>
  )
}

function Fact({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-4">
      <dt className="text-muted">{term}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  )
}

function Day({ date, timeZone }: { date: Date; timeZone: string }) {
  return <time dateTime={date.toISOString()}>{dayIn(timeZone, date)}</time>
}

/** In the profile's zone and a fixed language: the server and every browser must write the same. */
function dayIn(timeZone: string, date: Date): string {
  const options = { day: 'numeric', month: 'long', year: 'numeric' } as const
  try {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(date)
  } catch {
    // The server knows a zone that this browser does not.
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(date)
  }
}
