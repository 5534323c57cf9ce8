'use client'
import { Show } from '@clerk/nextjs'
import { usePathname } from 'next/navigation'
import { PageLink } from './page-link.tsx'

const PAGES = [
  { href: '/tickets', name: 'Tickets' },
  { href: '/profile', name: 'Profile' },
]

export function Nav() {
  const pathname = usePathname()
  return (
    <nav aria-label="Main" className="flex">
      <Show when="signed-in">
        {PAGES.map(({ href, name }) => (
          <PageLink
            key={href}
            href={href}
            aria-current={pathname === href ? 'page' : pathname.startsWith(`${href}/`) ? 'true' : undefined}
            className="text-muted hover:text-ink aria-[current]:text-ink aria-[current]:bg-sunken rounded-lg px-3 py-2 text-sm font-medium transition-colors"
          >
            {name}
          </PageLink>
        ))}
      </Show>
    </nav>
  )
}
