import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadEnvFile } from '../env-file.ts'
import { hasRealKeys } from '../environment.ts'
import { fail, startInForeground, untilDeath } from '../foreground.ts'
import * as paths from '../paths.ts'

loadEnvFile()
const built = existsSync(join(paths.api, 'dist/main.js')) && existsSync(join(paths.web, process.env['NEXT_DIST_DIR'] || '.next', 'BUILD_ID'))
if (!built) fail('There is no production build yet; run `pnpm build` first.')
if (!hasRealKeys(process.env) && process.env['THROUGHLINE_ALLOW_STAND_IN'] !== '1')
  fail('Production needs a real Clerk instance: set NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY before the build. THROUGHLINE_ALLOW_STAND_IN=1 tries the build on this machine.')

const foreground = await startInForeground({ mode: 'production' })
const { webUrl, apiUrl } = foreground.stack
process.stdout.write(`web  ${webUrl}\nAPI  ${apiUrl.replace('127.0.0.1', 'localhost')}\n`)
await untilDeath(foreground)
