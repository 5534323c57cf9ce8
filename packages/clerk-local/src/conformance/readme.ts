import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { browserVersion } from './browser-requests.ts'
import { backendConformance, browserConformance } from './conformance.ts'
import { calledIn, componentsDrivenIn } from './evidence.ts'
import { sdkVersion } from './sdk-methods.ts'
import { placed, tables } from './tables.ts'

export const README = new URL('../../README.md', import.meta.url)

/** The README as it should be: with the tables that follow from the routes and the browser tests as they are. */
export function readmeWithTables(): string {
  const folder = (name: string) => fileURLToPath(new URL(name, import.meta.url))
  const written = tables({
    backend: backendConformance(),
    browser: browserConformance(),
    components: componentsDrivenIn(folder('../../e2e')),
    isTested: calledIn(folder('..')),
    versions: { backend: sdkVersion, browser: browserVersion },
  })
  return placed(readFileSync(README, 'utf8'), written)
}
