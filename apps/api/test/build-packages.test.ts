import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'

const folder = fileURLToPath(new URL('..', import.meta.url))
const outdir = mkdtempSync(join(folder, '.dev-test-packages-'))
afterAll(() => rmSync(outdir, { recursive: true }))

/** What is exported by the bundle of a package when the given lines are all that is imported. */
async function exportsOf(name: string, lines: string): Promise<string[]> {
  const program = `
    import { bundlePackages, PLACEHOLDER } from './build-packages.js'
    const name = await bundlePackages(${JSON.stringify(outdir)}, [${JSON.stringify(lines)}.replaceAll('PACKAGES', PLACEHOLDER)])
    console.log(JSON.stringify(Object.keys(await import(${JSON.stringify(outdir)} + '/' + name + '/${name}.js'))))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], { cwd: folder })
  return JSON.parse(stdout)
}

it('bundles of a package what is imported by name, over several lines and under another name too', async () => {
  expect(await exportsOf('@nestjs/common', 'import {\n  Module,\n  Global as Everywhere\n} from "./PACKAGES/@nestjs/common.js";\nexport {\n  here\n};\nimport { pino } from "pino";')).toEqual(['Global', 'Module'])
})

it('bundles the whole of a package that is imported as a whole or when it is needed, also where it is CommonJS', async () => {
  const all = expect.arrayContaining(['Client', 'Pool', 'default'])
  expect(await exportsOf('pg', 'import * as pg from "./PACKAGES/pg.js";')).toEqual(all)
  expect(await exportsOf('pg', 'const pg = await import("./PACKAGES/pg.js");')).toEqual(all)
  expect(await exportsOf('pg', 'import pg from "./PACKAGES/pg.js";')).toEqual(['default'])
})

it('bundles a package that is imported for its effect alone', async () => {
  expect(await exportsOf('reflect-metadata', 'import "./PACKAGES/reflect-metadata.js";')).toEqual([])
})
