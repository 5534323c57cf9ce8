import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { closeContext } from './chromium.ts'

/** A person at a browser of their own: one cookie jar, any number of tabs, and a record of what the browser did. */
export interface Visitor {
  readonly context: BrowserContext
  readonly page: Page
  /** Every request to `/trpc` or `/api` that the browser itself made, as `METHOD path`. */
  readonly apiCalls: string[]
  /** The requests among them that asked for a stream of events, in order. */
  readonly streams: Request[]
  /** What a newcomer would see in the console, and requests to a host that is not local. */
  readonly complaints: string[]
  openTab(): Promise<Page>
  close(): Promise<void>
}

export async function newVisitor(browser: Browser, webUrl: string): Promise<Visitor> {
  const context = await browser.newContext({ baseURL: webUrl, colorScheme: 'light', timezoneId: 'America/New_York' })
  const apiCalls: string[] = []
  const streams: Request[] = []
  const complaints: string[] = []
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (isForeign(url)) complaints.push(`foreign request: ${url.href}`)
    if (isApiCall(request, url)) apiCalls.push(`${request.method()} ${url.pathname}`)
    if (isApiCall(request, url) && request.headers()['accept'] === 'text/event-stream') streams.push(request)
  })
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => complaints.push(`exception: ${error.error().message}`))
  const page = await context.newPage()
  return { context, page, apiCalls, streams, complaints, openTab: () => context.newPage(), close: () => closeContext(context) }
}

function isForeign(url: URL): boolean {
  return /^(https?|wss?):$/.test(url.protocol) && !['localhost', '127.0.0.1'].includes(url.hostname)
}

function isApiCall(request: Request, url: URL): boolean {
  return /^\/(trpc|api)(\/|$)/.test(url.pathname) && request.resourceType() !== 'document'
}
