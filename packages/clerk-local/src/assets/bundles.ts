import { existsSync } from 'node:fs'
import { readFile, realpath, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { notFound } from '../http/api-error.ts'
import type { Call } from '../http/call.ts'
import { get, type Answer, type Route } from '../http/router.ts'
import type { World } from '../world.ts'

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
  const headers = { 'cache-control': VERSIONED.test(file) ? FOREVER : 'no-cache', vary: 'origin, accept-encoding' }
  const type = 'text/javascript; charset=utf-8'
  // In one form or the other: whoever takes no Brotli gets what a proxy in between may compress as it likes.
  if (!takesBrotli(call.request.headers['accept-encoding'])) return { content: await localized(path, call.world), type, headers }
  return { content: await compressed(path, call.world), type, headers: { ...headers, 'content-encoding': 'br' } }
}

/** Whether an `Accept-Encoding` names it, and not with a weight of nothing (RFC 9110, 12.5.3). */
function takesBrotli(accepted: string | string[] | undefined): boolean {
  return String(accepted).split(',').some((coding) => /^\s*br\s*(;\s*q=(1(\.0*)?|0?\.0*[1-9]\d*)\s*)?$/i.test(coding))
}

type Make = (path: string, world: World) => Promise<Buffer>

/** Made once for an instance and an installed file: every page asks for the same few. */
function once(make: Make): Make {
  const made = new WeakMap<World, Map<string, Promise<Buffer>>>()
  return async (path, world) => {
    const ofWorld = made.get(world) ?? new Map<string, Promise<Buffer>>()
    made.set(world, ofWorld)
    const { mtimeMs, size } = await stat(path)
    const file = [await realpath(path), mtimeMs, size].join(' ')
    const content = ofWorld.get(file) ?? make(path, world)
    ofWorld.set(file, content)
    content.catch(() => ofWorld.delete(file))
    return content
  }
}

const ICONS = 'https://img.clerk.com/static/'

/** The bundle, with the one address in it that no setting changes made local: that of providers' icons. */
const localized = once(async (path, { url }) => {
  const content = await readFile(path)
  return content.includes(ICONS) ? Buffer.from(content.toString().replaceAll(ICONS, `${url}/static/`)) : content
})

// Smaller than what gzip makes of it, and as soon made; the best that Brotli can do would take seconds at the first page.
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }

const compressed = once(async (path, world) => promisify(brotliCompress)(await localized(path, world), QUALITY))

/** Looked up by folder: the packages do not export their package.json. */
function distOf(name: string): string {
  const home = (require.resolve.paths('@clerk') ?? []).map((folder) => join(folder, '@clerk', name)).find((folder) => existsSync(folder))
  if (!home) throw notFound(`@clerk/${name}`)
  return join(home, 'dist')
}
