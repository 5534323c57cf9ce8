'use client'
import { Show } from '@clerk/nextjs'
import Link from 'next/link'
import { usePathname } from 'next/navigation'

export function Nav() {
  const pathname = usePathname()
  return (
    <nav aria-label="Main">
      <Show when="signed-in">
        <Link
          href="/profile"
          aria-current={pathname === '/profile' ? 'page' : undefined}
          className="text-muted hover:text-ink aria-[current=page]:text-ink aria-[current=page]:bg-sunken rounded-lg px-3 py-2 text-sm font-medium transition-colors"
        >
          Profile
        </Link>
      </Show>
    </nav>
  )
}
