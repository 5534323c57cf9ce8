import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { browserVersion } from './browser-requests.ts'
import { componentsDrivenIn } from './components.ts'
import { backendConformance, browserConformance } from './conformance.ts'
import { sdkVersion } from './sdk-methods.ts'
import { placed, tables } from './tables.ts'

export const README = new URL('../../README.md', import.meta.url)

/** The README as it should be: with the tables that follow from the routes and the browser tests as they are. */
export function readmeWithTables(): string {
  const components = componentsDrivenIn(fileURLToPath(new URL('../../e2e', import.meta.url)))
  const written = tables(backendConformance(), browserConformance(), components, { backend: sdkVersion, browser: browserVersion })
  return placed(readFileSync(README, 'utf8'), written)
}
