import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { syntheticContract } from './synthetic-contract.ts'

// Inside node_modules, so that the program resolves the packages as a consumer does and git never sees it.
const folder = new URL('../node_modules/.type-cost/', import.meta.url)

/** TypeScript's instantiation count for a client of 20 procedures over a contract of `count`. */
export async function instantiations(count: number): Promise<number> {
  const home = new URL(`${count}/`, folder)
  await rm(home, { recursive: true, force: true })
  await mkdir(home, { recursive: true })
  for (const [name, text] of Object.entries(syntheticContract(count))) await writeFile(new URL(name, home), text)
  const tsc = createRequire(import.meta.url).resolve('typescript/package.json').replace(/package\.json$/, 'bin/tsc')
  // One checker: TypeScript 7 gives files to several, and each would instantiate the contract for itself.
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', fileURLToPath(home), '--extendedDiagnostics', '--checkers', '1'])
  const line = /^Instantiations:\s+(\d+)$/m.exec(stdout)
  if (!line) throw new Error(`tsc printed no instantiation count:\n${stdout}`)
  return Number(line[1])
}

/** What one more procedure costs the type checker: (instantiations at 1,000 − at 200) / 800. */
export async function instantiationsPerProcedure(): Promise<number> {
  const [small, large] = [await instantiations(200), await instantiations(1_000)]
  return (large - small) / 800
}
