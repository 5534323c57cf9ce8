'use client'
import { OrganizationSwitcher, Show, SignInButton, SignUpButton, UserButton } from '@clerk/nextjs'

/** Who is signed in, or how to. */
export function Account() {
  return (
    <>
      <Show when="signed-out">
        <SignInButton>
          <button type="button" className="button-plain">
            Sign in
          </button>
        </SignInButton>
        <SignUpButton>
          <button type="button" className="button-primary">
            Sign up
          </button>
        </SignUpButton>
      </Show>
      <Show when="signed-in">
        <OrganizationSwitcher hidePersonal fallback={<span className="bone hidden h-8 w-24 sm:block" />} />
        <UserButton fallback={<span className="bone block size-7 rounded-full" />} />
      </Show>
    </>
  )
}
