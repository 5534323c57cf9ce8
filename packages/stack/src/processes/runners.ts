import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface ProcessInfo {
  readonly parent: number
  readonly command: string
}

const RUNNER = /^(?:\S*node\S* )?(?:\S*\/)?(?:npm|npx|pnpm|pnpx|yarn|corepack)(?:-cli)?(?:\.[cm]?js)?(?: |$)/
const SHELL = /^(?:\S*\/)?(?:ba|da|z)?sh -c /

/**
 * The package runners that this process was started by (`npx`, `pnpm` and the shells they put between), nearest first.
 * What stands above them is the person's: a terminal may close and leave a background job alone.
 */
export function packageRunners(pid = process.ppid, look: (pid: number) => ProcessInfo | null = inspect): number[] {
  const chain: number[] = []
  let runners = 0
  for (let next = pid; next > 1; ) {
    const found = look(next)
    if (!found || !(RUNNER.test(found.command) || SHELL.test(found.command))) break
    chain.push(next)
    if (RUNNER.test(found.command)) runners = chain.length
    next = found.parent
  }
  return chain.slice(0, runners)
}

function inspect(pid: number): ProcessInfo | null {
  try {
    if (process.platform !== 'linux') {
      const [, parent, command] = /^\s*(\d+)\s+(.*)$/.exec(execFileSync('ps', ['-o', 'ppid=,command=', '-p', String(pid)], { encoding: 'utf8' })) ?? []
      return command === undefined ? null : { parent: Number(parent), command }
    }
    // A slim container has no `ps`. The name in brackets may hold brackets and spaces itself.
    const parent = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ')[1]
    return { parent: Number(parent), command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') }
  } catch {
    return null // it has gone, or it is not ours to see
  }
}
