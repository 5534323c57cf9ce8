import { defaultSeed } from '@throughline/clerk-local'
import { BuildError } from '../api-server.ts'
import { loadEnvFile } from '../env-file.ts'
import { startInForeground, untilDeath } from '../foreground.ts'
import { bold, dim, printLine } from '../output.ts'
import { ChildDiedError } from '../processes/ready.ts'
import { Reloader } from '../reloader.ts'
import type { Stack } from '../stack.ts'
import { watchApi } from '../watch.ts'

const WAITING = 'waiting for the next edit'

loadEnvFile()
process.stdout.write(`${dim('Starting; the first start takes a few seconds longer.')}\n`)
// Edits made while everything starts count too.
let onEdit = () => void (editedEarly = true)
let editedEarly = false
await watchApi(() => onEdit())

const foreground = await startInForeground({
  mode: 'development',
  onApiDeath: async (child) => printLine('api', `${(await ChildDiedError.of(child)).message}\n${WAITING}`),
})
const { stack, isStopping } = foreground
const reloader = new Reloader({
  build: () => stack.api.build(),
  stop: () => stack.api.stop(),
  start: () => stack.api.start(),
  onReload: (milliseconds) => printLine('api', `reloaded in ${milliseconds} ms`),
  onError: (error) => isStopping() || printLine('api', `${describe(error)}\n${WAITING}`),
})
onEdit = () => void (isStopping() || reloader.request())
if (editedEarly) onEdit()
printAddresses(stack)
await untilDeath(foreground)

function describe(error: unknown): string {
  if (error instanceof ChildDiedError) return error.headline // its lines are on the screen already
  return error instanceof BuildError ? error.message : String(error)
}

function printAddresses({ webUrl, apiUrl, clerkUrl }: Stack): void {
  const lines = [
    '',
    `${bold('Throughline is running')}  ${dim('Ctrl-C stops everything')}`,
    '',
    `  web    ${bold(webUrl)}`,
    `  API    ${apiUrl.replace('127.0.0.1', 'localhost')}`,
    ...(clerkUrl ? [`  Clerk  ${clerkUrl}  ${dim('local stand-in: emails and codes are shown here')}`, '', '  Sign in as'] : []),
    ...(clerkUrl ? defaultSeed.users.map(({ email, password }) => `    ${email.padEnd(20)} ${password}`) : []),
    ...(clerkUrl ? [dim('    or with a code by email, which is always 424242')] : []),
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
