import { Account } from './account.tsx'
import { Logo } from './logo.tsx'
import { Nav } from './nav.tsx'
import { PageLink } from './page-link.tsx'

export function Header() {
  return (
    <header className="border-line bg-canvas/90 sticky top-0 z-10 border-b backdrop-blur">
      <div className="mx-auto flex h-16 max-w-5xl items-center gap-2 px-4 sm:gap-6 sm:px-6">
        <PageLink href="/" className="flex items-center gap-2.5 rounded-lg font-semibold tracking-tight">
          <Logo />
          <span className="max-[26rem]:sr-only">Throughline</span>
        </PageLink>
        <Nav />
        <div className="ml-auto flex min-h-10 items-center gap-1 sm:gap-2">
          <Account />
        </div>
      </div>
    </header>
  )
}
