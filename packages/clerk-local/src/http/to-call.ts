import type { IncomingMessage } from 'node:http'
import { expireSessions } from '../domain/sessions/sessions.ts'
import { clientCookie, devBrowserCookie } from '../tokens/cookies.ts'
import type { World } from '../world.ts'
import type { Call } from './call.ts'
import { decoded } from './decoded.ts'
import { readBody } from './read-body.ts'

/** Reads a request into what routes work with: who asks, from which app, with which fields. */
export async function toCall(
  world: World,
  request: IncomingMessage,
  { url, method, params }: Pick<Call, 'url' | 'method' | 'params'>,
): Promise<Call> {
  const body = await readBody(request) // first: while it comes in slowly, the rest would grow stale
  const cookies = cookiesOf(request)
  const devBrowser = url.searchParams.get('__clerk_db_jwt') ?? cookies.get(devBrowserCookie(world.instance))
  const clientId = (devBrowser && world.store.devBrowsers.get(devBrowser)?.clientId) ?? cookies.get(clientCookie(world.instance))
  const client = clientId ? world.store.clients.get(clientId) : undefined
  expireSessions(world, client?.sessionIds.map((id) => world.store.sessions.get(id)) ?? [])
  return {
    world,
    request,
    method,
    url,
    params,
    cookies,
    devBrowser,
    query: url.searchParams,
    body,
    origin: originOf(request),
    client,
  }
}

/** The app that asks: its own word, or that of the proxy in its middleware, or the page that it came from. */
function originOf({ headers }: IncomingMessage): string | undefined {
  const proxy = headers['clerk-proxy-url']
  const origins = [headers.origin, typeof proxy === 'string' ? proxy : undefined, headers.referer].map((value) => (value && URL.canParse(value) ? new URL(value).origin : 'null'))
  return origins.find((origin) => origin !== 'null') // which is that of files, extensions and whatever else is no page
}

function cookiesOf({ headers }: IncomingMessage): Map<string, string> {
  const pairs = (headers.cookie ?? '').split(/; */).filter((pair) => pair.includes('='))
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), decoded(pair.slice(pair.indexOf('=') + 1))]))
}
