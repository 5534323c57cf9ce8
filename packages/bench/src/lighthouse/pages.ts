import { DESK_PAGES } from '../ticket/lighthouse-pages.ts'
import type { Page } from './page.ts'

const USER = 'ada@example.com'

const page = (name: string, user?: string): Page => ({ name, path: () => name, ...(user && { user }) })

/** Every page of the product. */
export const PAGES: readonly Page[] = [
  page('/'),
  { ...page('/', USER), name: '/ signed in' },
  page('/sign-in'),
  page('/sign-up'),
  page('/profile', USER),
  ...DESK_PAGES,
]
