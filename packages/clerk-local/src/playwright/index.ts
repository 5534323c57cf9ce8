/** What the helpers need of a page: Playwright's, of any of its packages. */
export interface PageLike {
  context(): ContextLike
}

export interface ContextLike {
  addCookies(cookies: readonly Cookie[]): Promise<void>
  clearCookies(options?: { name?: RegExp }): Promise<void>
}

export interface Cookie {
  readonly name: string
  readonly value: string
  readonly url: string
  readonly httpOnly: boolean
  readonly sameSite: 'Lax' | 'Strict'
}

/** A stand-in in this process: what `createClerkLocal()` gives, or one of its instances. */
export interface StandIn {
  cookies(user: string, request: { organization?: string | null; app: string }): string[]
}

export interface SignInOptions {
  /** By email address, username or id. */
  readonly user: string
  /** Id or slug of the organization that becomes active; `null` for none, the user's first by default. */
  readonly organization?: string | null
  /** Origin of the app under test. `http://localhost:3000` by default. */
  readonly app?: string
  /** Where the stand-in is: itself, or its address, by default `CLERK_API_URL` or `http://127.0.0.1:4400`. */
  readonly clerk?: StandIn | string
  /** Which of several instances of an address: its secret key, by default `CLERK_SECRET_KEY`, or the first. */
  readonly secretKey?: string
}

const CLERK_COOKIES = /^__(session|client|client_uat|clerk_db_jwt|refresh|clerk_\w+)(_\w+)?$/

/**
 * Signs a browser in without the form: the next page that it opens is the user's. In place of whoever was signed in.
 * Throws where the stand-in does not answer, or does not know the user or the organization.
 */
export async function signIn(page: PageLike, options: SignInOptions): Promise<void> {
  const { app = 'http://localhost:3000' } = options
  const lines = await cookiesOf({ ...options, app })
  await signOut(page)
  await page.context().addCookies(lines.filter((line) => !/Max-Age=0/.test(line)).map((line) => parsed(line, app)))
}

/** Signs a browser out: the next page that it opens is nobody's. */
export async function signOut(page: PageLike): Promise<void> {
  await page.context().clearCookies({ name: CLERK_COOKIES })
}

async function cookiesOf({ user, organization, app, clerk = process.env['CLERK_API_URL'] ?? 'http://127.0.0.1:4400', secretKey = process.env['CLERK_SECRET_KEY'] }: SignInOptions & { readonly app: string }): Promise<string[]> {
  const asked = { ...(organization === undefined ? {} : { organization }), app }
  if (typeof clerk !== 'string') return clerk.cookies(user, asked)
  const answer = await fetch(`${clerk.replace(/\/$/, '')}/_control/cookies`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(secretKey && { authorization: `Bearer ${secretKey}` }) },
    body: JSON.stringify({ user, ...asked }),
  })
  const body: unknown = await answer.json()
  if (answer.ok && typeof body === 'object' && body !== null && 'cookies' in body && Array.isArray(body.cookies)) return body.cookies.map(String)
  throw new Error(`${user} could not be signed in: ${answer.status} ${JSON.stringify(body)}`)
}

function parsed(line: string, url: string): Cookie {
  const [pair = ''] = line.split(';')
  const at = pair.indexOf('=')
  return { name: pair.slice(0, at), value: pair.slice(at + 1), url, httpOnly: /; HttpOnly/.test(line), sameSite: /SameSite=Strict/.test(line) ? 'Strict' : 'Lax' }
}
