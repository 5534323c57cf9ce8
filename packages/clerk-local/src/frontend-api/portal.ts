import { randomBytes } from 'node:crypto'
import { html } from '../control/page/html.ts'
import type { Call } from '../http/call.ts'
import { get, type Answer, type Route } from '../http/router.ts'
import { providerUrl } from '../serialize/oauth-application.ts'

/** The instance's own pages, for whoever comes from another application and not from the app: what Clerk calls the account portal. */
export const portalRoutes: Route[] = [
  ...pages('sign-in', 'Sign in', 'mountSignIn'),
  ...pages('sign-up', 'Sign up', 'mountSignUp'),
  ...pages('user', 'Account', 'mountUserProfile'),
  get('/portal/popup-callback', popupCallback),
]

/** A component's own pages, as deep as they lie: whoever reloads one stays there. */
function pages(path: string, title: string, mount: string): Route[] {
  return ['', '/:step', '/:step/:next'].map((below) => get(`/portal/${path}${below}`, (call) => page(call, path, title, mount)))
}

/** Where the portal is. */
export const portalUrl = (world: Call['world'], path: 'sign-in' | 'sign-up' | 'user'): string => `${providerUrl(world)}/portal/${path}`

function page({ world }: Call, path: string, title: string, mount: string): Answer {
  const script = `
const portal = ${quoted(`${providerUrl(world)}/portal`)}
const path = new URL(portal).pathname + '/' + ${quoted(path)}
const go = (change) => (to) => {
  const url = new URL(to, location.href)
  if (url.pathname === path || url.pathname.startsWith(path + '/')) history[change](null, '', url)
  else location.assign(url)
}
await window.Clerk.load({
  ui: { ClerkUI: window.__internal_ClerkUICtor },
  signInUrl: portal + '/sign-in',
  signUpUrl: portal + '/sign-up',
  afterSignOutUrl: portal + '/sign-in',
  signInFallbackRedirectUrl: portal + '/user',
  signUpFallbackRedirectUrl: portal + '/user',
  routerPush: go('pushState'),
  routerReplace: go('replaceState'),
  telemetry: { disabled: true },
})
if (${quoted(mount)} === 'mountUserProfile' && !window.Clerk.user) location.replace(portal + '/sign-in')
else window.Clerk[${quoted(mount)}](document.querySelector('main'), { routing: 'path', path })`
  return documentOf(world, title, script)
}

/** A window that went through a provider's pages tells the one that opened it what came of it, and closes. */
function popupCallback({ world, query }: Call): Answer {
  const script = `
const back = ${quoted(query.get('return_url'))}
let message = { return_url: back }
if (back === null) {
  await window.Clerk.load({ telemetry: { disabled: true } })
  message = { session: window.Clerk.client.lastActiveSessionId }
}
// An address is for its own page only; the id of a session is worth nothing without its browser's cookie.
window.opener?.postMessage(message, back === null ? '*' : new URL(back).origin)
window.close()`
  return documentOf(world, 'Back to the application', script)
}

function documentOf(world: Call['world'], title: string, script: string): Answer {
  const nonce = randomBytes(16).toString('base64')
  const base = providerUrl(world)
  const bundle = (name: string) => `${base}/npm/@clerk/${name}`
  const head = html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · ${world.settings.applicationName}</title>
<style>body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.5 system-ui,sans-serif}</style></head><body><main></main>
<script src="${bundle('ui@1/dist/ui.browser.js')}" crossorigin="anonymous"></script>
<script src="${bundle('clerk-js@6/dist/clerk.browser.js')}" crossorigin="anonymous" data-clerk-publishable-key="${world.instance.publishableKey}" data-clerk-proxy-url="${base}"></script>`
  // The page may stand behind another name, such as Clerk's for account portals; what it loads is here.
  const here = new URL(base).origin
  const policy = `default-src 'none'; script-src ${here} 'nonce-${nonce}'; style-src 'unsafe-inline'; img-src ${here} data: blob:; connect-src ${here}; worker-src ${here} blob:; font-src ${here}; form-action ${here}; base-uri 'none'; frame-ancestors 'none'`
  return {
    content: `${head.text}<script type="module" nonce="${nonce}">${script}\n</script></body></html>`,
    type: 'text/html; charset=utf-8',
    headers: { 'cache-control': 'no-store', 'content-security-policy': policy },
  }
}

/** As a literal of JavaScript inside a script: nothing in it ends the script. */
const quoted = (value: string | null): string => JSON.stringify(value).replaceAll('<', '\\u003c')
