import { packageRunners } from './runners.ts'

const PARENT_CHECK_MS = 500

/** Runs `stop` once and ends: on Ctrl-C, on being told to, when the terminal dies, and when whoever started us has gone. */
export function onStop(stop: () => Promise<void>): void {
  let stopping = false
  const finish = async () => {
    if (stopping) return
    stopping = true
    await stop()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, finish)
  // A dead terminal's pipe must not end us before we have stopped the others.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => void finish())
  // A killed pnpm or npx tells its child nothing.
  const parent = process.ppid
  const runners = packageRunners(parent)
  setInterval(() => (process.ppid !== parent || runners.some(hasGone)) && void finish(), PARENT_CHECK_MS).unref()
}

function hasGone(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH' // kill() rejects with an errno; EPERM: somebody else's, and alive
  }
}
