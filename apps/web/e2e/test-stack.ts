import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClerkLocal, type ClerkLocal } from '@throughline/clerk-local'
import { startStack, type Stack } from '@throughline/stack'
import { inject } from 'vitest'
import { launchChromium } from './chromium.ts'
import { newVisitor, type Visitor } from './visitor.ts'

/** The whole product on ports of its own, with an empty database and a Clerk that the test controls. */
export interface TestStack extends Stack {
  readonly clerk: ClerkLocal
  /** The API's log so far, parsed. */
  readonly apiLog: readonly Record<string, unknown>[]
  visitor(): Promise<Visitor>
}

export async function startTestStack(): Promise<TestStack> {
  const { mode, ports, distDir } = inject('stack')
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-e2e-'))
  const clerk = await createClerkLocal({ port: ports.clerk, webhooks: [{ url: `http://127.0.0.1:${ports.api}/webhooks/clerk` }] })
  const given = { ...process.env, THROUGHLINE_ALLOW_STAND_IN: '1', THROUGHLINE_ALLOW_PGLITE: '1', NODE_ENV: mode }
  const apiLog: Record<string, unknown>[] = []
  const onLine = (name: string, line: string) => void (name === 'api' && line.startsWith('{') && apiLog.push(JSON.parse(line)))
  const stack = await startStack({ mode, ports, dataDir, clerk, distDir, given, onLine })
  const browser = await launchChromium()
  return {
    ...stack,
    clerk,
    apiLog,
    visitor: () => newVisitor(browser, stack.webUrl),
    async stop() {
      await browser.close()
      await stack.stop()
      await clerk.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
