import { join } from 'node:path'
import { halfOfTheKeys, hasRealKeys } from './environment.ts'
import { printLine } from './output.ts'
import * as paths from './paths.ts'
import { portProblems, portsOf } from './ports.ts'
import { ChildDiedError } from './processes/ready.ts'
import { onStop } from './processes/on-stop.ts'
import { startStack, type Stack, type StackOptions } from './stack.ts'

/** A stack that a person has started at a terminal. */
export interface Foreground {
  readonly stack: Stack
  readonly isStopping: () => boolean
}

/**
 * Starts the stack as the environment asks for it. It stops on Ctrl-C, also while it is starting; a port that is taken
 * and whatever else keeps it from starting is said in a line or two, and the process ends with 1.
 */
export async function startInForeground(options: Pick<StackOptions, 'mode' | 'onApiDeath'>): Promise<Foreground> {
  const half = halfOfTheKeys(process.env)
  if (half) fail(half)
  const ports = portsOf(process.env)
  const problems = await portProblems(hasRealKeys(process.env) ? { web: ports.web, api: ports.api } : ports)
  if (problems.length > 0) fail(problems.join('\n'))

  const stopped = new AbortController()
  const starting = startStack({ ...options, ports, dataDir: process.env['DATA_DIR'] || join(paths.root, '.data'), onLine: printLine, signal: stopped.signal })
  onStop(async () => {
    stopped.abort()
    await starting.then((stack) => stack.stop(), () => {})
  })
  try {
    return { stack: await starting, isStopping: () => stopped.signal.aborted }
  } catch (error) {
    if (stopped.signal.aborted) return await new Promise<never>(() => {}) // onStop ends the process
    // What it said is on the screen already.
    fail(error instanceof ChildDiedError ? `${error.headline} See what it says above.` : error instanceof Error ? error.message : String(error))
  }
}

/** Goes on until a process that must run has died: then stops the others, shows its last lines and ends with 1. */
export async function untilDeath({ stack, isStopping }: Foreground): Promise<void> {
  const { message } = await ChildDiedError.of(await stack.died)
  if (isStopping()) return
  await stack.stop()
  fail(message)
}

/** Ends the process with 1, after a line for a person. */
export function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
