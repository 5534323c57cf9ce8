import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { launch } from 'chrome-launcher'
import { chromium } from 'playwright-core'
import type { Cookie } from '@throughline/clerk-local/playwright'
import { findChromium, HOW_TO_GET_ONE } from '../../../../apps/web/e2e/chromium.ts'

const FLAGS = [
  '--headless=new',
  '--no-sandbox', // containers run as root
  '--disable-gpu',
  '--disable-quic',
  // Names of other machines are not found: nothing leaves this one.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  // It ends when this process does, however that ends.
  '--remote-debugging-pipe',
]

// For that long it is busy with itself.
const START_MS = 1_500

/** A browser that has seen nothing yet, with a port for Lighthouse. */
export interface Browser {
  readonly port: number
  close(): Promise<void>
}

/** Launched as Lighthouse launches it: with its maker's flags, which its traces depend on. */
export async function launchBrowser(cookies: readonly Cookie[]): Promise<Browser> {
  const chromePath = findChromium()
  if (!chromePath) throw new Error(HOW_TO_GET_ONE)
  const chrome = await launch({ chromePath, chromeFlags: FLAGS, port: await freePort(), handleSIGINT: false })
  const gone = new Promise((resolve) => chrome.process.once('close', resolve))
  const close = async () => {
    chrome.kill()
    await gone
  }
  try {
    await setCookies(chrome.port, cookies)
    await pause(START_MS)
    return { port: chrome.port, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Through a connection that is closed before anything is measured: a second debugger would slow the page down. */
async function setCookies(port: number, cookies: readonly Cookie[]): Promise<void> {
  const connection = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
  await connection.contexts()[0]?.addCookies([...cookies])
  await connection.close()
}

/** Asked for by number: without one, the browser that listens to a pipe has no port. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo // a TCP server
      server.close(() => resolve(port))
    })
  })
}
