import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What is shown at which path, and by which method of clerk-js. */
const PAGES: Readonly<Record<string, string>> = {
  '/sign-in': 'mountSignIn',
  '/sign-in-or-up': 'mountSignIn',
  '/sign-up': 'mountSignUp',
  '/user': 'mountUserProfile',
  '/organization': 'mountOrganizationProfile',
  '/create-organization': 'mountCreateOrganization',
  '/organizations': 'mountOrganizationList',
  '/switcher': 'mountOrganizationSwitcher',
  '/waitlist': 'mountWaitlist',
  '/api-keys': 'mountAPIKeys',
  '/oauth-consent': 'mountOAuthConsent',
  '/avatar': 'mountUserAvatar',
}

export interface App {
  /** `http://localhost:PORT` */
  readonly url: string
  close(): Promise<void>
}

export interface AppOptions {
  readonly publishableKey: string
  /** Where the stand-in answers for the instance, such as `http://localhost:4400/i/dev`. */
  readonly proxyUrl: string
}

/**
 * A web app with nothing in it but Clerk's own components, mounted by clerk-js out of the bundles that the stand-in serves:
 * each at the path where Clerk's settings expect it, and the user's button, email and session token at every other.
 */
export async function startApp(options: AppOptions): Promise<App> {
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/favicon.ico') return void response.writeHead(204).end()
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(page(options, pathname))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`, // a TCP server's address is never a string
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function page({ publishableKey, proxyUrl }: AppOptions, pathname: string): string {
  const [path, mount] = Object.entries(PAGES).find(([each]) => pathname === each || pathname.startsWith(`${each}/`)) ?? []
  const bundle = (name: string) => `${proxyUrl}/npm/@clerk/${name}`
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>An app</title></head>
<body>
<div id="clerk"></div>
<p>Signed in as <b id="who">…</b> in <b id="organization">…</b> (<span id="sessions">0</span> sessions)</p>
<script src="${bundle('ui@1/dist/ui.browser.js')}" crossorigin="anonymous"></script>
<script src="${bundle('clerk-js@6/dist/clerk.browser.js')}" crossorigin="anonymous" data-clerk-publishable-key="${publishableKey}" data-clerk-proxy-url="${proxyUrl}"></script>
<script type="module">
const clerk = window.Clerk
const show = () => {
  document.querySelector('#who').textContent = clerk.user ? (clerk.user.primaryEmailAddress?.emailAddress ?? clerk.user.username ?? clerk.user.primaryPhoneNumber?.phoneNumber ?? clerk.user.id) : 'nobody'
  document.querySelector('#organization').textContent = clerk.organization?.name ?? 'no organization'
  document.querySelector('#sessions').textContent = clerk.client?.signedInSessions.length ?? 0
}
const place = document.querySelector('#clerk')
const path = ${JSON.stringify(path ?? null)}
// As a framework's router does: a component's own pages are no new documents, everything else is.
const go = (change) => (to) => {
  const url = new URL(to, location.href)
  const within = path !== null && (url.pathname === path || url.pathname.startsWith(path + '/'))
  if (within) history[change](null, '', url)
  else location.assign(url)
}
await clerk.load({
  ui: { ClerkUI: window.__internal_ClerkUICtor },
  routerPush: go('pushState'),
  routerReplace: go('replaceState'),
  signInUrl: '/sign-in',
  signUpUrl: '/sign-up',
  waitlistUrl: '/waitlist',
  telemetry: { disabled: true },
})
clerk.addListener(show)
if (location.pathname === '/sso-callback') await clerk.handleRedirectCallback({ signInUrl: '/sign-in', signUpUrl: '/sign-up' })
else if (${JSON.stringify(mount ?? null)} !== null) clerk[${JSON.stringify(mount ?? null)}](place, { routing: 'path', path, withSignUp: path === '/sign-in-or-up' })
else if (clerk.user) clerk.mountUserButton(place, { userProfileMode: 'navigation', userProfileUrl: '/user' })
document.body.dataset.loaded = 'true'
</script>
</body>
</html>`
}
