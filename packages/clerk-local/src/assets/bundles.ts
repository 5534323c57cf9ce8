import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { notFound } from '../http/api-error.ts'
import type { Call } from '../http/call.ts'
import { get, type Answer, type Route } from '../http/router.ts'

const require = createRequire(import.meta.url)

/** A chunk, whose name changes with its content; the entry keeps its name when the package is updated. */
const VERSIONED = /_[0-9a-f]{6}_[\d.]+\.js$/
const FOREVER = 'public, max-age=31536000, immutable'

/** Clerk's own browser bundles, out of `node_modules`. Whatever version the SDK asks for, the installed one answers. */
export const bundleRoutes: Route[] = [get('/npm/@clerk/:package/dist/:file', bundle)]

async function bundle(call: Call): Promise<Answer> {
  const name = /^(clerk-js|ui)@[\w.^~-]+$/.exec(call.params['package'] ?? '')?.[1]
  const file = basename(call.params['file'] ?? '')
  if (!name || !/^[\w.~-]+\.js$/.test(file)) throw notFound('Bundle')
  const path = join(distOf(name), file)
  if (!existsSync(path)) throw notFound(`${name}/${file}`)
  return { content: await localized(path, call.world.url), type: 'text/javascript; charset=utf-8', headers: { 'cache-control': VERSIONED.test(file) ? FOREVER : 'no-cache' } }
}

const ICONS = 'https://img.clerk.com/static/'

/** The bundle, with the one address in it that no setting changes made local: that of providers' icons. */
async function localized(path: string, url: string): Promise<Buffer | string> {
  const content = await readFile(path)
  return content.includes(ICONS) ? content.toString().replaceAll(ICONS, `${url}/static/`) : content
}

/** Looked up by folder: the packages do not export their package.json. */
function distOf(name: string): string {
  const home = (require.resolve.paths('@clerk') ?? []).map((folder) => join(folder, '@clerk', name)).find((folder) => existsSync(folder))
  if (!home) throw notFound(`@clerk/${name}`)
  return join(home, 'dist')
}
