import lighthouse, { desktopConfig, type Result } from 'lighthouse'
import type { Cookie } from '@throughline/clerk-local/playwright'
import { launchBrowser } from './browser.ts'
import { figuresOf, type Figures } from './figures.ts'

export type FormFactor = 'mobile' | 'desktop'

// A page that is live keeps a stream open, so that the network never falls silent; what it has to load, it has by then.
const MAX_WAIT_MS = 15_000
// Its trace begins a moment after the browser's: now and then it misses the navigation, says so and asks to be run again.
const ATTEMPTS = 5
const TO_BE_RUN_AGAIN = 'NO_NAVSTART'

/** One run of Lighthouse at a page, by its own defaults for a phone or a desktop, in a browser of its own. */
export async function audit(url: string, formFactor: FormFactor, cookiesOf: () => Promise<readonly Cookie[]>): Promise<Figures> {
  for (let attempt = 1; ; attempt++) {
    const result = await run(url, formFactor, await cookiesOf())
    if (result.runtimeError?.code === TO_BE_RUN_AGAIN && attempt < ATTEMPTS) continue
    if (result.runtimeError) throw new Error(`Lighthouse could not audit ${url}: ${result.runtimeError.message}`)
    if (new URL(result.finalDisplayedUrl).pathname !== new URL(url).pathname) throw new Error(`${url} led to ${result.finalDisplayedUrl}.`)
    return figuresOf(result)
  }
}

async function run(url: string, formFactor: FormFactor, cookies: readonly Cookie[]): Promise<Result> {
  const browser = await launchBrowser(cookies)
  try {
    const flags = {
      port: browser.port,
      logLevel: 'silent' as const,
      onlyCategories: ['performance', 'accessibility'],
      maxWaitForLoad: MAX_WAIT_MS,
      // The cookies are in the storage, and the browser is new.
      disableStorageReset: true,
    }
    const outcome = await lighthouse(url, flags, formFactor === 'desktop' ? desktopConfig : undefined)
    if (!outcome) throw new Error(`Lighthouse said nothing of ${url}.`)
    return outcome.lhr
  } finally {
    await browser.close()
  }
}
