import { readCommandLine, UsageError, type CommandLine } from './command-line.ts'
import { portOf } from './port.ts'

try {
  await run(readCommandLine(process.argv.slice(2)))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}

/** Each command is loaded when it is asked for: a start has no time for the others. */
async function run(line: CommandLine): Promise<void> {
  switch (line.command) {
    case 'start':
      return (await import('./start.ts')).start(portOf(line), line)
    case 'env':
      return (await import('./print-environment.ts')).printEnvironment(portOf(line), line)
    case 'token':
      return (await import('./token.ts')).token(portOf(line), line)
    case 'routes':
      return (await import('./routes.ts')).routes(line)
    case 'help':
      return (await import('./help.ts')).help(line.rest[0])
  }
}
