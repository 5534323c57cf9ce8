import { parseArgs } from 'node:util'
import { start } from './start.ts'
import { token } from './token.ts'
import { printEnvironment } from './print-environment.ts'

const HELP = `clerk-local: a stand-in for Clerk on this machine, compatible with its SDKs

  clerk-local [start] [--port 4400] [--data DIR]   serve until stopped
  clerk-local token EMAIL [--org SLUG|none]        print a fresh session token from the running one
  clerk-local env                                  print the variables an app needs

  CLERK_LOCAL_PORT  the port where --port is not given (4400)
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { port: { type: 'string' }, data: { type: 'string' }, org: { type: 'string' }, azp: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
})
const port = Number(values.port ?? process.env['CLERK_LOCAL_PORT'] ?? 4400)
const [command = 'start', who] = positionals

if (values.help) process.stdout.write(HELP)
else if (command === 'start') await start(port, values.data)
else if (command === 'token' && who) await token(port, who, values.org, values.azp)
else if (command === 'env') printEnvironment(port)
else {
  process.stderr.write(HELP)
  process.exitCode = 2
}
