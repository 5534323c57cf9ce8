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
  visitor(): Promise<Visitor>
}

export async function startTestStack(): Promise<TestStack> {
  const { mode, ports, distDir } = inject('stack')
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-e2e-'))
  const clerk = await createClerkLocal({ port: ports.clerk })
  const given = { ...process.env, THROUGHLINE_ALLOW_STAND_IN: '1', THROUGHLINE_ALLOW_PGLITE: '1', NODE_ENV: mode }
  const stack = await startStack({ mode, ports, dataDir, clerk, distDir, given })
  const browser = await launchChromium()
  return {
    ...stack,
    clerk,
    visitor: () => newVisitor(browser, stack.webUrl),
    async stop() {
      await browser.close()
      await stack.stop()
      await clerk.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
