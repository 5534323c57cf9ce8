import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../../', import.meta.url))
export const api = join(root, 'apps/api')
export const web = join(root, 'apps/web')
export const clerkLocal = join(root, 'packages/clerk-local')

/** Next's command, as the web app has it installed. */
export const nextCommand = () => join(dirname(createRequire(join(web, 'package.json')).resolve('next/package.json')), 'dist/bin/next')
