import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const tsc = createRequire(import.meta.url).resolve('typescript/package.json').replace(/package\.json$/, 'bin/tsc')
const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Runs the type checker on one project; what it complained about, empty when it is content. Paths are relative to the root. */
export function typeErrors(project: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, [tsc, '--noEmit', '--pretty', 'false', '-p', project], { cwd: root }, (_error, stdout) => resolve(stdout))
  })
}
