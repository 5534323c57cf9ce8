import { loadEnvFile } from '../env-file.ts'
import { halfOfTheKeys, hasRealKeys } from '../environment.ts'
import { fail } from '../foreground.ts'
import { portsOf } from '../ports.ts'
import { buildStack } from '../stack.ts'

loadEnvFile()
const half = halfOfTheKeys(process.env)
if (half) fail(half)
if (!hasRealKeys(process.env))
  process.stdout.write('No Clerk keys are set: this build uses the local stand-in and serves this machine only (see README, "A real Clerk instance").\n')
try {
  await buildStack({ ports: portsOf(process.env) })
  process.stdout.write('Built apps/api/dist and apps/web/.next.\n')
} catch (error) {
  const { stdout = '', stderr = String(error) } = error as { stdout?: string; stderr?: string } // execFile adds both
  fail(`${stdout}${stderr}`)
}
