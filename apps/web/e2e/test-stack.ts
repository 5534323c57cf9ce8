import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClerkLocal, type ClerkLocal } from '@throughline/clerk-local'
import { startStack, type Stack } from '@throughline/stack'
import type { Browser } from 'playwright-core'
import { inject } from 'vitest'
import { launchChromium } from './chromium.ts'
import { newVisitor, type Visitor } from './visitor.ts'

/** The whole product on ports of its own, with an empty database and a Clerk that the test controls. */
export interface TestStack extends Stack {
  readonly clerk: ClerkLocal
  readonly browser: Browser
  visitor(): Promise<Visitor>
}

export async function startTestStack(): Promise<TestStack> {
  const { mode, ports, distDir } = inject('stack')
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-e2e-'))
  const clerk = await createClerkLocal({ port: ports.clerk })
  const stack = await startStack({ mode, ports, dataDir, clerk, distDir })
  const browser = await launchChromium()
  return {
    ...stack,
    clerk,
    browser,
    visitor: () => newVisitor(browser, stack.webUrl),
    async stop() {
      await browser.close()
      await stack.stop()
      await clerk.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
