import { parseArgs } from 'node:util'
import { printEnvironment } from './print-environment.ts'
import { start } from './start.ts'
import { token } from './token.ts'

const HELP = `clerk-local: a stand-in for Clerk on this machine, compatible with its SDKs

  clerk-local [start] [--port 4400] [--data DIR]   serve until stopped
  clerk-local token EMAIL [--org SLUG|none]        print a fresh session token from the running one
      [--azp ORIGIN]                               for another app than http://localhost:3000
  clerk-local env                                  print the variables an app needs

  CLERK_LOCAL_PORT  the port where --port is not given (4400)
`

try {
  await run()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { port: { type: 'string' }, data: { type: 'string' }, org: { type: 'string' }, azp: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  const [command = 'start', who] = positionals
  if (values.help) return void process.stdout.write(HELP)
  const port = portOf(values.port ?? process.env['CLERK_LOCAL_PORT'] ?? '4400')
  if (command === 'start') return start(port, values.data)
  if (command === 'token' && who) return token(port, who, values.org, values.azp)
  if (command === 'env') return printEnvironment(port)
  throw new Error(HELP)
}

function portOf(text: string): number {
  const port = Number(text)
  if (text !== '' && Number.isInteger(port) && port >= 0 && port < 65_536) return port
  throw new Error(`${text || 'An empty text'} is not a port; set CLERK_LOCAL_PORT to a number.`)
}
