'use client'
import { Show, SignInButton, SignUpButton } from '@clerk/nextjs'
import { PageLink } from '../site/page-link.tsx'
import { useLoadedUser } from '../site/use-loaded.ts'

export function Hero() {
  return (
    <section className="max-w-3xl">
      <h1 className="text-4xl font-semibold tracking-[-0.03em] text-balance sm:text-6xl">One line from the database to the button.</h1>
      <p className="text-muted mt-5 max-w-2xl text-lg/8 text-pretty">
        Throughline puts NestJS, tRPC, Clerk and Next.js on one contract. Declare a procedure once, with its input, its output and who may call it. The
        server is checked against it, the browser is typed by it.
      </p>
      <div className="mt-8 flex min-h-11 flex-wrap items-center gap-3">
        <Show when="signed-out">
          <SignUpButton forceRedirectUrl="/profile">
            <button type="button" className="button-primary h-11 px-5">
              Create an account
            </button>
          </SignUpButton>
          <SignInButton forceRedirectUrl="/profile">
            <button type="button" className="button-quiet h-11 px-5">
              Sign in
            </button>
          </SignInButton>
        </Show>
        <Show when="signed-in">
          <PageLink href="/profile" className="button-primary h-11 px-5">
            Open your profile
          </PageLink>
          <SignedInAs />
        </Show>
      </div>
    </section>
  )
}

function SignedInAs() {
  const email = useLoadedUser()?.primaryEmailAddress?.emailAddress
  // A line of its own, there from the start: nothing moves when Clerk says who it is.
  return <p className="text-muted min-h-5 w-full text-sm">{email && `Signed in as ${email}`}</p>
}
