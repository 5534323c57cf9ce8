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
  // A killed pnpm or npx tells its child nothing.
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && void finish(), PARENT_CHECK_MS).unref()
}
