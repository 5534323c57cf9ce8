import lighthouse, { desktopConfig, type Result } from 'lighthouse'
import type { Cookie } from '@throughline/clerk-local/playwright'
import { launchBrowser } from './browser.ts'
import { figuresOf, type Figures } from './figures.ts'

/**
 * What a page is looked at with. `mobile` and `desktop` are Lighthouse's own: it measures at full speed and calculates what
 * that device would have done. `mobile, throttled` has Chrome itself slow the network and the processor down to the same
 * phone, and measures.
 */
export type Condition = 'mobile' | 'mobile, throttled' | 'desktop'

// A page that is live keeps a stream open, so that the network never falls silent; what it has to load, it has by then.
const MAX_WAIT_MS: Record<Condition, number> = { mobile: 10_000, 'mobile, throttled': 25_000, desktop: 10_000 }
// Now and then a trace misses the navigation, or a page is closed too early; Lighthouse then says: run it again.
const ATTEMPTS = 5

/** One run of Lighthouse at a page, with its own figures for a phone or a desktop, in a browser of its own. */
export async function audit(url: string, condition: Condition, cookiesOf: () => Promise<readonly Cookie[]>): Promise<Figures> {
  for (let attempt = 1; ; attempt++) {
    try {
      return figuresOf(await run(url, condition, await cookiesOf()))
    } catch (cause) {
      if (attempt === ATTEMPTS) throw new Error(`${url} could not be audited: ${cause instanceof Error ? cause.message : cause}`, { cause })
    }
  }
}

async function run(url: string, condition: Condition, cookies: readonly Cookie[]): Promise<Result> {
  const browser = await launchBrowser(cookies)
  try {
    const flags = {
      port: browser.port,
      logLevel: 'silent' as const,
      onlyCategories: ['performance', 'accessibility'],
      maxWaitForLoad: MAX_WAIT_MS[condition],
      ...(condition === 'mobile, throttled' && { throttlingMethod: 'devtools' as const }),
      disableFullPageScreenshot: true,
      // The cookies are in the storage, and the browser is new.
      disableStorageReset: true,
    }
    const outcome = await lighthouse(url, flags, condition === 'desktop' ? desktopConfig : undefined)
    if (!outcome) throw new Error('Lighthouse said nothing.')
    const { runtimeError, finalDisplayedUrl } = outcome.lhr
    if (runtimeError) throw new Error(runtimeError.message)
    if (new URL(finalDisplayedUrl).pathname !== new URL(url).pathname) throw new Error(`It led to ${finalDisplayedUrl}.`)
    return outcome.lhr
  } finally {
    await browser.close()
  }
}
