import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  `${process.env['PROGRAMFILES'] ?? 'C:\\Program Files'}\\Google\\Chrome\\Application\\chrome.exe`,
]

// `--no-sandbox` because containers run as root; the rest keeps the browser from looking for its maker's servers.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The browser on this machine: `CHROME_PATH`, else the usual places, else the one that Playwright has installed. */
export function findChromium(): string | null {
  const named = process.env['CHROME_PATH']
  if (named) return existsSync(named) ? named : null
  return [...USUAL_PLACES, chromium.executablePath()].find((path) => existsSync(path)) ?? null
}

export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error(HOW_TO_GET_ONE)
  return chromium.launch({ executablePath, args: FLAGS })
}

/**
 * Closes a tab that may be about to go elsewhere, as Clerk's do after a sign-in or a sign-out: Chromium may never answer a close that
 * meets a page's own navigation. Of pages that were made to go at about that moment, one in seven was not closed.
 */
export async function closePage(page: Page): Promise<void> {
  await standStill(page)
  await page.close()
}

/** Closes a context and its tabs, which may be about to go elsewhere. */
export async function closeContext(context: BrowserContext): Promise<void> {
  await Promise.all(context.pages().map(standStill))
  await context.close()
}

/** Where the page's own navigation comes after this one, this one is given up, and what is left is a page that is being loaded. */
const standStill = (page: Page) => page.goto('about:blank').catch(() => undefined)

export const HOW_TO_GET_ONE =
  'No Chrome or Chromium was found. Install one (Debian: apt-get install chromium; any system: npx playwright-core install chromium) or point CHROME_PATH at it.'
