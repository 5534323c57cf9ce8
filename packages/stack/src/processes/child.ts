import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Leash } from './leash.ts'

export interface ChildOptions {
  readonly name: string
  /** Arguments of `node`. */
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly leash: Leash
  readonly onLine?: (name: string, line: string) => void
  /** It waits for a line on its standard input. */
  readonly listens?: boolean
  /** How long it may take to stop by itself, in milliseconds. The API grants its calls in flight 4,500. */
  readonly graceMs?: number
}

/** A running child with everything that it has started itself. */
export interface Child {
  readonly name: string
  readonly pid: number
  /** Settles when it has gone, with its exit code or `null` for a signal. */
  readonly exited: Promise<number | null>
  readonly isRunning: () => boolean
  /** Its last lines, for when it dies. */
  readonly lastLines: () => string[]
  /** Writes a line to its standard input; the only one that it gets. */
  tell(line: string): void
  /** Asks it to stop, insists after a grace period, and settles when it has gone. */
  stop(): Promise<void>
}

const GRACE_MS = 6_000
const OUTPUT_MS = 500
const KEPT_LINES = 20

/** Starts a Node process in a process group of its own, so that stopping it stops all that it has started. */
export function startChild({ name, args, cwd, env, leash, onLine, listens, graceMs = GRACE_MS }: ChildOptions): Child {
  const child = spawn(process.execPath, args, { cwd, env, detached: true, stdio: [listens ? 'pipe' : 'ignore', 'pipe', 'pipe'] })
  const { pid, stdout, stderr } = child
  if (pid === undefined) throw new Error(`${name} could not be started.`)
  leash.hold(pid)

  const lines: string[] = []
  for (const stream of [stdout!, stderr!])
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      if (lines.length > KEPT_LINES) lines.shift()
      onLine?.(name, line)
    })

  child.stdin?.on('error', () => {}) // it has gone; `exited` tells
  let running = true
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      running = false
      // What it had started and left behind goes with it.
      signalGroup(pid, 'SIGKILL')
      leash.release(pid)
      // Its last words may still be in the pipe; a process that fled the group may hold that open for ever.
      const timer = setTimeout(() => resolve(code), OUTPUT_MS)
      child.once('close', () => {
        clearTimeout(timer)
        resolve(code)
      })
    })
  })

  return {
    name,
    pid,
    exited,
    isRunning: () => running,
    lastLines: () => [...lines],
    tell: (line) => void child.stdin?.end(`${line}\n`),
    async stop() {
      if (!running) return void (await exited)
      signalGroup(pid, 'SIGTERM')
      const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs)
      await exited
      clearTimeout(timer)
    },
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException // kill() rejects with an errno
    // ESRCH: nothing is left. EPERM: macOS says so of a group whose members are all dead.
    if (code !== 'ESRCH' && code !== 'EPERM') throw error
  }
}
