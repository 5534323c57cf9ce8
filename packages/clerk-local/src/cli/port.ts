import { DEFAULT_PORT } from '../instance/instance.ts'
import { UsageError, type CommandLine } from './command-line.ts'

/** `--port`, or what CLERK_LOCAL_PORT says, or Clerk's own place in this project. */
export function portOf(line: CommandLine): number {
  const text = line.text('port') ?? process.env['CLERK_LOCAL_PORT'] ?? String(DEFAULT_PORT)
  const port = Number(text)
  if (text.trim() !== '' && Number.isInteger(port) && port >= 0 && port < 65_536) return port
  throw new UsageError(`${text || 'An empty text'} is not a port; set --port or CLERK_LOCAL_PORT to a number.`)
}
