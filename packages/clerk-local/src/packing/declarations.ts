import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'

const RELATIVE = /(?<=(?:from |import\()')(\.{1,2}\/[^']+)\.ts(?=')/g
const OPTIONS = ['--noEmit', 'false', '--emitDeclarationOnly', '--declaration', '--allowImportingTsExtensions', 'false', '--rewriteRelativeImportExtensions']

/**
 * Writes the types of a project's entries into a folder: those that the entries lead to, and no others, with the
 * extensions that a published package's imports have.
 */
export function writeDeclarations(project: string, entries: readonly string[], target: string): void {
  const all = mkdtempSync(join(tmpdir(), 'clerk-local-types-'))
  try {
    const compiler = createRequire(import.meta.url).resolve('typescript/package.json').replace(/package\.json$/, 'bin/tsc')
    execFileSync(process.execPath, [compiler, '-p', project, ...OPTIONS, '--outDir', all], { stdio: ['ignore', 'pipe', 'inherit'] })
    const open = entries.map((entry) => join(all, entry))
    const found = new Set<string>()
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      if (found.has(file)) continue
      found.add(file)
      const text = readFileSync(file, 'utf8')
      for (const [, path = ''] of text.matchAll(RELATIVE)) open.push(join(dirname(file), `${path}.d.ts`))
      const written = join(target, relative(all, file))
      mkdirSync(dirname(written), { recursive: true })
      writeFileSync(written, text.replace(RELATIVE, '$1.js'))
    }
  } finally {
    rmSync(all, { recursive: true, force: true })
  }
}
