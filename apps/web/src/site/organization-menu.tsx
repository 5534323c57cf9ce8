'use client'
import { OrganizationSwitcher } from '@clerk/nextjs'
import { Avatar } from './avatar.tsx'
import { MenuButton } from './menu-button.tsx'
import { useLoadedOrganization } from './use-loaded.ts'

/** The active organization; opens Clerk's menu of all of them. */
export function OrganizationMenu() {
  const organization = useLoadedOrganization()
  if (organization === undefined) return <span className="bone hidden h-8 w-24 sm:block" />
  const name = organization?.name ?? 'No organization'
  return (
    <MenuButton opens="OrganizationSwitcher" label={`${name}: open organization switcher`} className="flex min-w-0 items-center gap-2 px-2 py-1.5" menu={(button) => <OrganizationSwitcher hidePersonal defaultOpen fallback={button} />}>
      {organization && <Avatar name={name} imageUrl={organization.imageUrl} size="small" shape="rounded-md" />}
      <span className="text-muted max-w-32 truncate text-[0.8125rem]">{name}</span>
      <Chevron />
    </MenuButton>
  )
}

function Chevron() {
  return (
    <svg viewBox="0 0 16 16" className="text-muted size-4 shrink-0" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d="m4.5 6.5 3.5 3.5 3.5-3.5" />
    </svg>
  )
}
