import { clerkMiddleware } from '@clerk/nextjs/server'
import { knowingNewBrowsers } from './stand-in/new-browser.ts'
import { passingScriptsOn } from './stand-in/scripts.ts'
import { usesStandIn } from './stand-in/uses-stand-in.ts'

const withClerk = clerkMiddleware({
  signInUrl: '/sign-in',
  signUpUrl: '/sign-up',
  // The stand-in answers under `/__clerk` on this origin; a real Frontend API has a host of its own.
  ...(usesStandIn() ? { frontendApiProxy: { enabled: true } } : {}),
})

/** Reads the session for the server components. Pages protect themselves; this alone protects nothing. */
export default usesStandIn() ? passingScriptsOn(knowingNewBrowsers(withClerk)) : withClerk

export const config = {
  // Everything that renders a page, also a missing `/x.png`: the layout asks who is signed in. Not the API, which
  // verifies for itself, nor Next's own files.
  matcher: ['/((?!trpc(?:/|$)|api(?:/|$)|_next/|icon\\.svg$|favicon\\.ico$).*)'],
}
