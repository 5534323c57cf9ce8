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
  /** Asks it to stop, insists after a grace period, and settles when it has gone. */
  stop(): Promise<void>
}

const GRACE_MS = 6_000
const KEPT_LINES = 30

/** Starts a Node process in a process group of its own, so that stopping it stops all that it has started. */
export function startChild({ name, args, cwd, env, leash, onLine }: ChildOptions): Child {
  const child = spawn(process.execPath, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const { pid } = child
  if (pid === undefined) throw new Error(`${name} could not be started.`)
  leash.hold(pid)

  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      if (lines.length > KEPT_LINES) lines.shift()
      onLine?.(name, line)
    })

  let running = true
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      running = false
      // What it had started and left behind goes with it.
      signalGroup(pid, 'SIGKILL')
      leash.release(pid)
      resolve(code)
    })
  })

  return {
    name,
    pid,
    exited,
    isRunning: () => running,
    lastLines: () => [...lines],
    async stop() {
      if (running) signalGroup(pid, 'SIGTERM')
      const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), GRACE_MS)
      await exited
      clearTimeout(timer)
    },
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error // kill() rejects with an errno; ESRCH: nothing is left
  }
}
