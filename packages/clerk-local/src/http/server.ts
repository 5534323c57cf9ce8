import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { backendRoutes } from '../backend-api/routes.ts'
import { keys } from '../backend-api/tokens.ts'
import { bundleRoutes } from '../assets/bundles.ts'
import { avatarRoutes } from '../assets/avatars.ts'
import type { Faults } from '../control/faults.ts'
import type { RequestLog } from '../control/request-log.ts'
import { frontendRoutes } from '../frontend-api/routes.ts'
import { instance } from '../instance/instance.ts'
import { clientJson } from '../serialize/client.ts'
import { CLIENT_COOKIE } from '../tokens/cookies.ts'
import type { World } from '../world.ts'
import { ApiError } from './api-error.ts'
import type { Call } from './call.ts'
import { toCall } from './to-call.ts'
import { createRouter, get, type Answer, type Route } from './router.ts'

export interface Parts {
  readonly world: World
  readonly faults: Faults
  readonly log: RequestLog
  readonly control: readonly Route[]
  /** Told after a request that may have changed something. */
  readonly onChange: () => void
}

type Api = 'frontend' | 'backend' | 'own'

/** The HTTP server of both APIs, the bundles and the control routes. */
export function createHttpServer(parts: Parts): Server {
  const find = {
    own: createRouter([...parts.control, ...bundleRoutes, ...avatarRoutes, get('/.well-known/jwks.json', keys)]),
    frontend: createRouter(frontendRoutes),
    backend: createRouter(backendRoutes),
  }
  const unserved = new Set<string>()

  return createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    url.pathname = url.pathname.replace(/^\/i\/\w+(?=\/)/, '')
    // Browsers send PATCH, PUT and DELETE as POST, so that no preflight is needed.
    const method = (request.method === 'POST' && url.searchParams.get('_method')) || (request.method ?? 'GET')
    allowOrigin(request, response)
    if (method === 'OPTIONS') return void response.writeHead(204).end()

    let api: Api = 'own'
    let call: Call | undefined
    let status = 500
    try {
      refuseForeignHost(request, url)
      let match = find.own(method, url.pathname)
      if (!match) {
        api = request.headers.authorization?.startsWith('Bearer sk_') ? 'backend' : 'frontend'
        match = find[api](method, url.pathname)
      }
      if (!match) throw notServed(unserved, api, method, url.pathname)
      const { status: failure, delayMs } = parts.faults.take(`${match.route.method} ${match.route.path}`)
      if (delayMs) await delay(delayMs)
      if (failure) throw new ApiError(failure, 'injected_failure', 'This failure was asked for.')
      call = await toCall(parts.world, request, { url, method, params: match.params })
      if (api === 'backend') checkSecretKey(request)
      if (api === 'frontend') refuseUnknownBrowser(call)
      const answer = await match.route.handler(call)
      if (method !== 'GET' || url.pathname === '/v1/client/handshake') parts.onChange()
      if (api === 'frontend' && call.client)
        response.appendHeader('set-cookie', `${CLIENT_COOKIE}=${call.client.id}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax`)
      status = send(response, answer)
    } catch (error) {
      status = sendError(response, error, api === 'frontend' ? call : undefined)
    } finally {
      if (api !== 'own') parts.log.add({ api, method, path: url.pathname, status })
    }
  })
}

function send(response: ServerResponse, answer: Answer): number {
  if ('redirect' in answer) {
    response.writeHead(answer.status, { location: answer.redirect, 'cache-control': 'no-store' }).end()
    return answer.status
  }
  if ('content' in answer) {
    response.writeHead(200, { 'content-type': answer.type, ...answer.headers }).end(answer.content)
    return 200
  }
  const status = answer.status ?? 200
  // Exactly this type: with a charset the SDK takes metadata for text.
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(answer.json))
  return status
}

function sendError(response: ServerResponse, error: unknown, call: Call | undefined): number {
  const known = error instanceof ApiError ? error : new ApiError(500, 'internal_error', 'The stand-in failed.')
  if (known !== error) console.error(error)
  const meta = call?.client ? { meta: { client: clientJson(call.world, call.client, call.origin) } } : {}
  return send(response, { json: { ...known.body, ...meta }, status: known.status })
}

/** Credentialed CORS for pages of this machine that call the stand-in directly. */
function allowOrigin(request: IncomingMessage, response: ServerResponse): void {
  const { origin } = request.headers
  if (!origin || !isLocalHost(new URL(origin).hostname)) return
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('access-control-allow-credentials', 'true')
  response.setHeader('access-control-expose-headers', 'Authorization, Clerk-Db-Jwt')
  response.setHeader('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
  response.setHeader('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '*')
  response.setHeader('vary', 'Origin')
}

/** A page elsewhere that points its own name at this machine must reach nothing. */
function refuseForeignHost(request: IncomingMessage, url: URL): void {
  const host = request.headers.host?.replace(/:\d+$/, '') ?? ''
  if (!isLocalHost(host)) throw new ApiError(403, 'host_not_allowed', 'The stand-in answers to this machine only.')
  const { origin } = request.headers
  const crossOrigin = origin !== undefined && new URL(origin).host !== request.headers.host
  if (crossOrigin && url.pathname.startsWith('/_control/')) throw new ApiError(403, 'origin_not_allowed', 'The control API takes no requests from other pages.')
}

const isLocalHost = (host: string) => ['localhost', '127.0.0.1', '[::1]'].includes(host) || host.endsWith('.localhost')

function checkSecretKey(request: IncomingMessage): void {
  if (request.headers.authorization === `Bearer ${instance.secretKey}`) return
  throw new ApiError(401, 'clerk_key_invalid', 'The provided Clerk Secret Key is invalid.')
}

/** Makes the SDK ask for a development browser anew when its own is not known here, as after a reset. */
function refuseUnknownBrowser({ world, devBrowser, client, url }: Call): void {
  if (devBrowser === undefined || client || url.pathname === '/v1/client/handshake' || url.pathname === '/v1/dev_browser') return
  if (!world.store.devBrowsers.has(devBrowser))
    throw new ApiError(401, 'dev_browser_unauthenticated', 'Unable to authenticate this browser for your development instance.')
}

function notServed(known: Set<string>, api: Api, method: string, path: string): ApiError {
  const route = `${method} ${path}`
  if (!known.has(route)) console.warn(`clerk-local does not serve ${route} (${api} API)`)
  known.add(route)
  return new ApiError(501, 'not_served', `The local stand-in does not serve ${route}.`)
}
