'use client'
import { UserButton } from '@clerk/nextjs'
import { Avatar } from './avatar.tsx'
import { MenuButton } from './menu-button.tsx'
import { useLoadedUser } from './use-loaded.ts'

/** Who is signed in; opens Clerk's menu. */
export function UserMenu() {
  const user = useLoadedUser()
  if (!user) return <span className="bone block size-7 rounded-full" />
  return (
    <MenuButton opens="UserButton" label="Open user menu" className="rounded-full" menu={(button) => <UserButton defaultOpen fallback={button} />}>
      <Avatar name={user.fullName ?? user.primaryEmailAddress?.emailAddress ?? ''} imageUrl={user.imageUrl} size="medium" />
    </MenuButton>
  )
}
