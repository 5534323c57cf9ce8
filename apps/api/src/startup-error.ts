/** Why the server cannot start, for the person at the terminal: the message is all that is printed. */
export class StartupError extends Error {}

/** Ends the process with 1 after saying why; what nobody expected comes with its stack. */
export function exitWithError(error: unknown): never {
  const text = error instanceof StartupError ? error.message : error instanceof Error ? error.stack : error
  process.stderr.write(`${text}\n`)
  process.exit(1)
}
