import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { assetRoutes } from '../assets/routes.ts'
import { backendRoutes } from '../backend-api/routes.ts'
import type { Faults } from '../control/faults.ts'
import type { RequestLog } from '../control/request-log.ts'
import { frontendRoutes } from '../frontend-api/routes.ts'
import { clientCookie } from '../tokens/cookies.ts'
import type { World } from '../world.ts'
import { allowOrigin, isLocalHost, refuseForeignHost, refuseForeignPage, refuseProxied, type HostCheck } from './access.ts'
import { ApiError, notFound } from './api-error.ts'
import type { Call } from './call.ts'
import { createRouter, type Match } from './router.ts'
import { send, sendError } from './send.ts'
import { checkServerKey, isKeyOf, isServerKey } from './server-key.ts'
import { toCall } from './to-call.ts'

/** What an instance needs to be served. */
export interface Served {
  readonly world: World
  readonly faults: Faults
  readonly log: RequestLog
  readonly control: Find
  /** The origins of apps that have asked it something, the latest last. */
  readonly apps: Set<string>
  /** Writes down what a request has changed, before it is answered. */
  flush(request?: IncomingMessage): void
}

type Find = ReturnType<typeof createRouter>
type Api = 'control' | 'assets' | 'frontend' | 'backend'

const find: Record<Exclude<Api, 'control'>, Find> = {
  assets: createRouter(assetRoutes),
  frontend: createRouter(frontendRoutes),
  backend: createRouter(backendRoutes),
}

/** The HTTP server of both APIs, the bundles and the control routes, of all instances; none are there while it starts. */
export function createHttpServer(instances: readonly Served[], isName: HostCheck): Server {
  const unserved = new Set<string>()

  const server = createServer(async (request, response) => {
    let status = 500
    let call: Call | undefined
    let asked: Asked | undefined
    try {
      refuseForeignHost(request, isName)
      asked = read(request, instances)
      const { served, api, method, url } = asked
      if (api === 'control' || api === 'backend') refuseProxied(request)
      if (api !== 'control') allowOrigin(request, response, isName)
      if (method === 'OPTIONS') return void response.writeHead(204).end()
      const match = (api === 'control' ? served.control : find[api])(method, url.pathname)
      if (!match) throw api === 'frontend' && find.backend(method, url.pathname) ? keyMissing() : notServed(unserved, asked)
      if (url.pathname.startsWith('/_control/')) refuseForeignPage(request)
      await meetFault(served.faults, match)
      call = await toCall(served.world, request, { ...asked, params: match.params })
      if (api === 'backend') checkServerKey(call)
      if (api === 'frontend') refuseUnknownBrowser(call, instances)
      if (api === 'frontend') remember(served.apps, call.origin)
      const answer = await match.route.handler(call)
      served.flush(request)
      if (api !== 'backend' && api !== 'assets') keepClient(response, call)
      status = send(response, answer)
    } catch (error) {
      status = refuse(request, response, error, asked, call)
    } finally {
      if (asked?.api === 'frontend' || asked?.api === 'backend') asked.served.log.add({ api: asked.api, method: asked.method, path: asked.url.pathname, status })
    }
  })
  // An idle connection is closed by who would use it next, and not from here: Next passes a page's scripts on over connections
  // that it keeps without end, and one that is asked for while its connection is being closed is a 500.
  server.keepAliveTimeout = 0
  return server
}

/** Answers with an error. Nothing is thrown from here, since nobody would catch it and the process would end. */
function refuse(request: IncomingMessage, response: ServerResponse, refusal: unknown, asked: Asked | undefined, call: Call | undefined): number {
  let error = refusal
  try {
    asked?.served.flush(request) // an attempt counts, though it was refused
  } catch (failure) {
    error = failure
  }
  // Of a body that was refused half-way nobody reads the rest, behind which the next request on this connection would wait.
  if (request.readableDidRead && !request.complete && !response.headersSent) response.setHeader('connection', 'close')
  try {
    return sendError(response, error, asked?.api === 'frontend' ? call : undefined)
  } catch (failure) {
    console.error(failure)
    return response.headersSent ? (response.destroy(), 500) : sendError(response, failure, undefined)
  }
}

function read(request: IncomingMessage, instances: readonly Served[]): Asked {
  const address = `http://localhost${request.url}`
  if (!URL.canParse(address)) throw new ApiError(400, 'request_invalid', 'The request names no path.')
  const url = new URL(address)
  const { authorization } = request.headers
  const served = servedBy(instances, url, authorization)
  // Browsers send PATCH, PUT and DELETE as POST, so that no preflight is needed.
  const method = (request.method === 'POST' && url.searchParams.get('_method')) || (request.method ?? 'GET').replace('HEAD', 'GET')
  const api = served.control(method, url.pathname) ? 'control' : find.assets(method, url.pathname) ? 'assets' : isServerKey(authorization) ? 'backend' : 'frontend'
  return { served, url, method, api }
}

/** The instance that the path names, or whose secret key it is, or else the first. Takes the name out of the path. */
function servedBy(instances: readonly Served[], url: URL, authorization: string | undefined): Served {
  const [first] = instances
  if (!first) throw new ApiError(503, 'starting', 'The stand-in is starting.')
  const [prefix, name] = /^\/i\/([\w-]+)(?=\/)/.exec(url.pathname) ?? []
  if (prefix === undefined) return instances.find(({ world }) => isKeyOf(world, authorization)) ?? first
  const named = instances.find(({ world }) => world.instance.name === name)
  if (!named) throw notFound(`Instance ${name}`)
  url.pathname = url.pathname.slice(prefix.length)
  return named
}

interface Asked {
  readonly served: Served
  readonly api: Api
  readonly method: string
  readonly url: URL
}

/** Only apps of this machine, and not without end. */
function remember(apps: Set<string>, origin: string | undefined): void {
  if (origin === undefined || apps.size >= 50 || !isLocalHost(new URL(origin).hostname)) return
  apps.add(origin)
}

async function meetFault(faults: Faults, { route }: Match): Promise<void> {
  const { status, delayMs } = faults.take(`${route.method} ${route.path}`)
  if (delayMs) await delay(delayMs)
  if (status) throw new ApiError(status, 'injected_failure', 'This failure was asked for.')
}

function keepClient(response: ServerResponse, { client, world }: Call): void {
  if (client) response.appendHeader('set-cookie', `${clientCookie(world.instance)}=${client.id}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax`)
}

/** Where browsers come by themselves, whatever they remember: to get a development browser, and along links and redirects. */
const FOR_ANY_BROWSER: ReadonlySet<string> = new Set(['/v1/client/handshake', '/v1/dev_browser', '/v1/tickets/accept', '/v1/verify', '/v1/oauth_callback', '/oauth/authorize', '/oauth/token', '/oauth/userinfo', '/oauth/token_info', '/oauth/end_session'])

/** Makes the SDK ask for a development browser anew when its own is not known here, as after a reset. */
function refuseUnknownBrowser({ devBrowser, client, url }: Call, instances: readonly Served[]): void {
  if (devBrowser === undefined || client || FOR_ANY_BROWSER.has(url.pathname)) return
  // Another instance's will do: on a host that both share clerk-js copies it out of the cookie that has no suffix.
  if (!instances.some(({ world }) => world.store.devBrowsers.has(devBrowser)))
    throw new ApiError(401, 'dev_browser_unauthenticated', 'Unable to authenticate this browser for your development instance.')
}

/** A server's route without a server's key. */
const keyMissing = () => new ApiError(401, 'authentication_invalid', 'Invalid authentication', {}, 'Unable to authenticate the request, you need to supply an active session or a Secret Key.')

function notServed(known: Set<string>, { api, method, url }: Asked): ApiError {
  const route = `${method} ${url.pathname}`.slice(0, 300)
  if (known.size >= 1000) known.clear() // whoever tries addresses at random must not fill the memory
  if (!known.has(route)) console.warn(`clerk-local does not serve ${route} (${api} API)`)
  known.add(route)
  return new ApiError(501, 'not_served', `The local stand-in does not serve ${route}.`)
}
