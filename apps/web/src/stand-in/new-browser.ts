import type { NextMiddleware, NextRequest } from 'next/server'

const COOKIE = '__clerk_db_jwt'
const TEN_YEARS_S = 315_360_000
const PATIENCE_MS = 1_000

/**
 * Makes a browser known to the stand-in on the way to its first page. Clerk's SDK would send it there and back for that,
 * three redirects before anything is shown: a development instance knows browsers by a token, which one in production
 * does without. Where the stand-in does not answer, the SDK does as ever.
 */
export function knowingNewBrowsers(proxy: NextMiddleware): NextMiddleware {
  return async (request, event) => {
    const token = isNew(request) ? await newToken() : undefined
    if (token !== undefined) request.cookies.set(COOKIE, token)
    const response = await proxy(request, event)
    // Readable by Clerk's script, which goes on with it. The SDK has one to give where it ends a sign-in by a link.
    const isGiven = response?.headers.getSetCookie().some((cookie) => cookie.startsWith(COOKIE))
    if (token !== undefined && !isGiven) response?.headers.append('set-cookie', `${COOKIE}=${token}; Path=/; Max-Age=${TEN_YEARS_S}; SameSite=Lax`)
    return response
  }
}

/** A form that another site sends comes without the cookie. Of an instance that shares the host it may be there, too: that browser goes the long way. */
function isNew({ method, headers, cookies }: NextRequest): boolean {
  return method === 'GET' && headers.get('sec-fetch-dest') === 'document' && !cookies.getAll().some(({ name }) => name.startsWith(COOKIE))
}

async function newToken(): Promise<string | undefined> {
  try {
    const answer = await fetch(`${process.env['CLERK_FAPI_URL']}/v1/dev_browser`, { method: 'POST', signal: AbortSignal.timeout(PATIENCE_MS) })
    const { token } = (await answer.json()) as { token?: string } // the stand-in's own answer
    return token
  } catch {
    return undefined
  }
}
