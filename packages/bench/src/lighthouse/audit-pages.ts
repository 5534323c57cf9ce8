import { signIn, type Cookie } from '@throughline/clerk-local/playwright'
import type { Stack } from '@throughline/stack'
import { audit, type Condition } from './audit.ts'
import { figuresOfAll, type Figures } from './figures.ts'
import type { Page } from './page.ts'
import type { PageResult } from './verdict.ts'

const CONDITIONS: readonly Condition[] = ['mobile', 'mobile, throttled', 'desktop']
const WARMING_VISITS = 20

interface AuditOptions {
  /** Of each page under each condition; the figures are their median. */
  readonly runs: number
  readonly say: (text: string) => void
}

/** Audits page after page, one browser at a time. */
export async function auditPages(stack: Stack, pages: readonly Page[], { runs, say }: AuditOptions): Promise<PageResult[]> {
  const results: PageResult[] = []
  for (const page of pages) {
    const url = `${stack.webUrl}${await page.path(stack)}`
    // New ones for each run: a session's token is good for a minute.
    const cookiesOf = () => cookiesFor(stack, page.user)
    await warmUp(url, await cookiesOf())
    for (const condition of CONDITIONS) {
      say(`${page.name} on ${condition} …`)
      const figures: Figures[] = []
      for (let run = 0; run < runs; run++) figures.push(await audit(url, condition, cookiesOf))
      results.push({ page: page.name, condition, ...figuresOfAll(figures) })
    }
  }
  return results
}

/** A server that has just started compiles what it has never run; one that serves people has. */
async function warmUp(url: string, cookies: readonly Cookie[]): Promise<void> {
  const headers = { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '), 'sec-fetch-dest': 'document' }
  for (let visit = 0; visit < WARMING_VISITS; visit++) {
    const answer = await fetch(url, { headers, redirect: 'manual' })
    if (!answer.ok) throw new Error(`${url} answers ${answer.status}.`)
    const html = await answer.text()
    const scripts = [...html.matchAll(/<script src="([^"]+)"/g)].map(([, src]) => new URL(src!, url)) // the one group of the pattern
    await Promise.all(scripts.map(async (script) => (await fetch(script)).arrayBuffer()))
  }
}

async function cookiesFor({ clerkUrl, webUrl }: Stack, user: string | undefined): Promise<readonly Cookie[]> {
  if (user === undefined) return []
  let cookies: readonly Cookie[] = []
  const jar = { clearCookies: async () => {}, addCookies: async (added: readonly Cookie[]) => void (cookies = added) }
  await signIn({ context: () => jar }, { user, organization: 'acme', app: webUrl, clerk: clerkUrl! }) // the product was built for the stand-in
  return cookies
}
