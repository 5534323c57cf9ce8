import { signIn, type Cookie } from '@throughline/clerk-local/playwright'
import type { Stack } from '@throughline/stack'
import { audit, type FormFactor } from './audit.ts'
import { figuresOfAll, type Figures } from './figures.ts'
import type { Page } from './page.ts'
import type { PageResult } from './verdict.ts'

const FORM_FACTORS: readonly FormFactor[] = ['mobile', 'desktop']

interface AuditOptions {
  /** Of each page in each form factor; the figures are their median. */
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
    for (const formFactor of FORM_FACTORS) {
      say(`${page.name} on ${formFactor} …`)
      const figures: Figures[] = []
      for (let run = 0; run < runs; run++) figures.push(await audit(url, formFactor, cookiesOf))
      results.push({ page: page.name, formFactor, ...figuresOfAll(figures) })
    }
  }
  return results
}

/** A server that has just started compiles what it has never run; one that serves people has. */
async function warmUp(url: string, cookies: readonly Cookie[]): Promise<void> {
  const headers = { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }
  for (let visit = 0; visit < 3; visit++) await (await fetch(url, { headers, redirect: 'manual' })).text()
}

async function cookiesFor({ clerkUrl, webUrl }: Stack, user: string | undefined): Promise<readonly Cookie[]> {
  if (user === undefined) return []
  let cookies: readonly Cookie[] = []
  const jar = { clearCookies: async () => {}, addCookies: async (added: readonly Cookie[]) => void (cookies = added) }
  await signIn({ context: () => jar }, { user, organization: 'acme', app: webUrl, clerk: clerkUrl! }) // the product was built for the stand-in
  return cookies
}
