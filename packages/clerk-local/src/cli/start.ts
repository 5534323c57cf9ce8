import { createClerkLocal, type ClerkLocal } from '../clerk-local.ts'

/** Serves until the process is told to stop; a taken port is one line and exit code 1. */
export async function start(port: number, dataDir: string | undefined): Promise<void> {
  let local: ClerkLocal
  try {
    local = await createClerkLocal(dataDir === undefined ? { port } : { port, dataDir })
  } catch (error) {
    process.stderr.write(`${reason(error, port)}\n`)
    process.exitCode = 1
    return
  }
  // Before it says that it listens: who waits for that line may stop it at once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void local.close())
  if (process.env['NODE_ENV'] === 'production') process.stderr.write('WARNING: clerk-local runs with NODE_ENV=production. Its keys are public: anybody who reaches it is whoever they like.\n')
  process.stdout.write(`clerk-local listens on ${local.url}\n`)
}

function reason(error: unknown, port: number): string {
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return `Port ${port} is taken; set CLERK_LOCAL_PORT to use another.` // listen() rejects with an errno
  return error instanceof Error ? error.message : String(error)
}
