import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadEnvFile } from '../env-file.ts'
import { environments, hasRealKeys } from '../environment.ts'
import { fail, startInForeground, untilDeath } from '../foreground.ts'
import * as paths from '../paths.ts'
import { portsOf } from '../ports.ts'

loadEnvFile()
const webBuild = join(paths.web, process.env['NEXT_DIST_DIR'] || '.next')
const built = existsSync(join(paths.api, 'dist/main.js')) && existsSync(join(webBuild, 'BUILD_ID'))
if (!built) fail('There is no production build yet; run `pnpm build` first.')
if (!hasRealKeys(process.env) && process.env['THROUGHLINE_ALLOW_STAND_IN'] !== '1')
  fail('Production needs a real Clerk instance: set NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY before the build. THROUGHLINE_ALLOW_STAND_IN=1 tries the build on this machine.')

// Next has written the address into its rewrites.
const { API_URL: apiAddress } = environments({ mode: 'production', ports: portsOf(process.env), given: process.env }).web
if (!readFileSync(join(webBuild, 'routes-manifest.json'), 'utf8').includes(`"${apiAddress}/trpc/`))
  fail(`This build passes calls on to another address than ${apiAddress}; run \`pnpm build\` again with the same API_PORT.`)

const foreground = await startInForeground({ mode: 'production' })
const { webUrl, apiUrl } = foreground.stack
process.stdout.write(`web  ${webUrl}\nAPI  ${apiUrl.replace('127.0.0.1', 'localhost')}\n`)
await untilDeath(foreground)
