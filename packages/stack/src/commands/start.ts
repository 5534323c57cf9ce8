import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadEnvFile } from '../env-file.ts'
import { hasRealKeys } from '../environment.ts'
import { printLine } from '../output.ts'
import * as paths from '../paths.ts'
import { portsOf, takenPorts } from '../ports.ts'
import { onStop } from '../processes/on-stop.ts'
import { startStack } from '../stack.ts'

loadEnvFile()
const real = hasRealKeys(process.env)
const built = existsSync(join(paths.api, 'dist/main.js')) && existsSync(join(paths.web, process.env['NEXT_DIST_DIR'] || '.next', 'BUILD_ID'))
if (!built) fail('There is no production build yet; run `pnpm build` first.')
if (!real && process.env['THROUGHLINE_ALLOW_STAND_IN'] !== '1')
  fail('Production needs a real Clerk instance: set NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY before the build. THROUGHLINE_ALLOW_STAND_IN=1 tries the build on this machine.')

const ports = portsOf(process.env)
const taken = await takenPorts(real ? { web: ports.web, api: ports.api } : ports)
if (taken.length > 0) fail(taken.join('\n'))

const starting = startStack({ mode: 'production', ports, dataDir: process.env['DATA_DIR'] || join(paths.root, '.data'), onLine: printLine })
let stopping = false
onStop(async () => {
  stopping = true
  await starting.then((stack) => stack.stop(), () => {})
})
const stack = await starting.catch((error: Error) => fail(error.message))
process.stdout.write(`web  ${stack.webUrl}\nAPI  ${stack.apiUrl}\n`)

const dead = await Promise.race([stack.died, stack.api.current!.exited.then(() => stack.api.current!)])
if (!stopping) {
  const lines = dead?.lastLines() ?? []
  await stack.stop()
  fail(`${dead?.name ?? 'api'} has stopped:\n${lines.join('\n')}`)
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
