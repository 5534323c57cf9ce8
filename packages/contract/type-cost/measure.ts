import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { syntheticProgram, type Flavour } from './synthetic-program.ts'

export type { Flavour } from './synthetic-program.ts'

// Inside node_modules, so that the program resolves the packages as a consumer does and git never sees it.
const folder = new URL('../node_modules/.type-cost/', import.meta.url)

/** TypeScript's command, as this package has it installed: a script for Node. */
export const tsc = createRequire(import.meta.url).resolve('typescript/package.json').replace(/package\.json$/, 'bin/tsc')

/** Writes the synthetic program of that size and returns its folder: `contract.ts`, `client.ts`, `tsconfig.json`. */
export async function writeProgram(count: number, flavour: Flavour): Promise<string> {
  const home = new URL(`${flavour}-${count}/`, folder)
  await rm(home, { recursive: true, force: true })
  await mkdir(home, { recursive: true })
  for (const [name, text] of Object.entries(syntheticProgram(count, flavour))) await writeFile(new URL(name, home), text)
  return fileURLToPath(home)
}

/** TypeScript's instantiation count for a client of 20 procedures over a router of `count`. */
export async function instantiations(count: number, flavour: Flavour = 'contract'): Promise<number> {
  const home = await writeProgram(count, flavour)
  // One checker: TypeScript 7 gives files to several, and each would instantiate the contract for itself.
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', home, '--extendedDiagnostics', '--checkers', '1'])
  const line = /^Instantiations:\s+(\d+)$/m.exec(stdout)
  if (!line) throw new Error(`tsc printed no instantiation count:\n${stdout}`)
  return Number(line[1])
}

/** What one more procedure costs the type checker: (instantiations at 1,000 − at 200) / 800. */
export async function instantiationsPerProcedure(flavour: Flavour = 'contract'): Promise<number> {
  return perProcedure(await instantiations(200, flavour), await instantiations(1_000, flavour))
}

export const perProcedure = (at200: number, at1000: number) => (at1000 - at200) / 800
