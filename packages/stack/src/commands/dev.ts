import { join } from 'node:path'
import { defaultSeed } from '@throughline/clerk-local'
import { BuildError } from '../api-server.ts'
import { hasRealKeys } from '../environment.ts'
import { loadEnvFile } from '../env-file.ts'
import { bold, dim, printLine } from '../output.ts'
import * as paths from '../paths.ts'
import { portsOf, takenPorts } from '../ports.ts'
import { onStop } from '../processes/on-stop.ts'
import { Reloader } from '../reloader.ts'
import { startStack, type Stack } from '../stack.ts'
import { watchApi } from '../watch.ts'

loadEnvFile()
const ports = portsOf(process.env)
const taken = await takenPorts(hasRealKeys(process.env) ? { web: ports.web, api: ports.api } : ports)
if (taken.length > 0) fail(taken.join('\n'))

process.stdout.write(`${dim('Starting; the first start takes a few seconds longer.')}\n`)
const starting = startStack({ mode: 'development', ports, dataDir: process.env['DATA_DIR'] || join(paths.root, '.data'), onLine: printLine })
let stopping = false
onStop(async () => {
  stopping = true
  await starting.then((stack) => stack.stop(), () => {})
})
const stack = await starting.catch((error: Error) => fail(error.message))

const reloader = new Reloader({
  build: () => stack.api.build(),
  stop: () => stack.api.stop(),
  start: () => stack.api.start(),
  onReload: (milliseconds) => printLine('api', `reloaded in ${milliseconds} ms`),
  onError: (error) => printLine('api', `${error instanceof BuildError ? error.message : String(error)}\nwaiting for the next edit`),
})
await watchApi(() => void (stopping || reloader.request()))
printAddresses(stack)

const dead = await stack.died
if (!stopping) {
  await stack.stop()
  fail(`${dead.name} has stopped:\n${dead.lastLines().join('\n')}`)
}

function printAddresses({ webUrl, apiUrl, clerkUrl }: Stack): void {
  const lines = [
    '',
    `${bold('Throughline is running')}  ${dim('Ctrl-C stops everything')}`,
    '',
    `  web    ${bold(webUrl)}`,
    `  API    ${apiUrl}`,
    ...(clerkUrl ? [`  Clerk  ${clerkUrl}  ${dim('local stand-in: emails and codes are shown here')}`, '', '  Sign in as'] : []),
    ...(clerkUrl ? defaultSeed.users.map(({ email, password }) => `    ${email.padEnd(20)} ${password}`) : []),
    ...(clerkUrl ? [dim('    or with a code by email, which is always 424242')] : []),
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
