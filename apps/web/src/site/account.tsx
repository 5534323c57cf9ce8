'use client'
import { Show, SignInButton, SignUpButton } from '@clerk/nextjs'
import { OrganizationMenu } from './organization-menu.tsx'
import { UserMenu } from './user-menu.tsx'

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
        <OrganizationMenu />
        <UserMenu />
      </Show>
    </>
  )
}
