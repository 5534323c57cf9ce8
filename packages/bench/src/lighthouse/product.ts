import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildStack, freePorts, startStack, type Stack } from '@throughline/stack'

// Of its own: what `pnpm build` has made, and what the browser tests are using, stays as it is.
const DIST_DIR = '.next-lighthouse'

/** Builds the product for production and starts it with the stand-in, on ports of its own and with an empty database. */
export async function startProduct(say: (text: string) => void, signal: AbortSignal): Promise<Stack> {
  const ports = await freePorts()
  say('Building for production …')
  await buildStack({ ports, distDir: DIST_DIR, signal })
  say('Starting …')
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-lighthouse-'))
  const clear = () => rmSync(dataDir, { recursive: true, force: true })
  const given = { ...process.env, NODE_ENV: 'production' as const, THROUGHLINE_ALLOW_STAND_IN: '1', THROUGHLINE_ALLOW_PGLITE: '1' }
  try {
    const stack = await startStack({ mode: 'production', ports, dataDir, distDir: DIST_DIR, given, signal })
    return { ...stack, stop: () => stack.stop().finally(clear) }
  } catch (error) {
    clear()
    throw error
  }
}
