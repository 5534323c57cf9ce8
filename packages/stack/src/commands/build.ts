import { loadEnvFile } from '../env-file.ts'
import { hasRealKeys } from '../environment.ts'
import { portsOf } from '../ports.ts'
import { buildStack } from '../stack.ts'

loadEnvFile()
if (!hasRealKeys(process.env))
  process.stdout.write('No Clerk keys are set: this build uses the local stand-in and serves this machine only (see README, "A real Clerk instance").\n')
try {
  await buildStack({ ports: portsOf(process.env) })
  process.stdout.write('Built apps/api/dist and apps/web/.next.\n')
} catch (error) {
  const { stdout = '', stderr = String(error) } = error as { stdout?: string; stderr?: string } // execFile adds both
  process.stderr.write(`${stdout}${stderr}\n`)
  process.exitCode = 1
}
