import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// A long list of names takes several lines.
const IMPORTED = /^(?:import|export)\b[^";]*"([^"]+)";$|\bimport\("([^"]+)"\)/gm

/**
 * Arguments of a Node process that loads what a bundle takes from the registry, waits for a line, and only then loads
 * the bundle itself. Two thirds of the API's start are spent on those packages, which no edit changes.
 */
export function warmStartArgs(bundle: string, folder: string): string[] {
  const source = `
    import { createInterface } from 'node:readline'
    await Promise.allSettled(${JSON.stringify(packagesOf(folder).map((name) => name.replace(/^\.\//, `./${bundle}/`)))}.map((name) => import(name)))
    const lines = createInterface({ input: process.stdin })
    lines.once('line', () => {
      lines.close()
      process.stdin.destroy()
      import(${JSON.stringify(`./${bundle}/main.js`)})
    })`
  return ['--enable-source-maps', '--input-type=module', '--eval', source]
}

/**
 * What a bundle takes from the registry, following its own parts from `main.js`: names of packages, and paths inside
 * `folder` of those that `apps/api/build-packages.js` has bundled.
 */
export function packagesOf(folder: string): string[] {
  const packages = new Set<string>()
  const parts = new Set(['./main.js'])
  for (const part of parts) {
    const file = join(folder, part)
    if (!existsSync(file)) continue
    for (const [, fixed, dynamic] of readFileSync(file, 'utf8').matchAll(IMPORTED)) {
      const name = fixed ?? dynamic ?? ''
      if (name.startsWith('.') && !name.startsWith('./packages-')) parts.add(name)
      else if (!name.startsWith('node:')) packages.add(name)
    }
  }
  return [...packages]
}
