'use client'
import { preloadClerkComponent } from '@throughline/next/clerk-ui'
import { useState, type ReactNode } from 'react'

interface MenuButtonProps {
  opens: 'OrganizationSwitcher' | 'UserButton'
  label: string
  className?: string
  children: ReactNode
  /** The menu, opened; `button` stands in its place until it is there. */
  menu: (button: ReactNode) => ReactNode
}

/** In the place of one of Clerk's menus until somebody opens it: most pages are left before that, and its code is larger than theirs. */
export function MenuButton({ opens, label, className = '', children, menu }: MenuButtonProps) {
  const [isWanted, setIsWanted] = useState(false)
  const onNear = () => preloadClerkComponent(opens)
  const button = (
    <button
      type="button"
      aria-label={label}
      aria-haspopup="dialog"
      aria-expanded={false}
      aria-busy={isWanted}
      className={`hover:bg-sunken aria-busy:animate-pulse rounded-lg transition-colors ${className}`}
      onPointerEnter={onNear}
      onFocus={onNear}
      onClick={() => setIsWanted(true)}
    >
      {children}
    </button>
  )
  return isWanted ? menu(button) : button
}
