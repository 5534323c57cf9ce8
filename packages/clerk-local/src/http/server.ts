import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { assetRoutes } from '../assets/routes.ts'
import { backendRoutes } from '../backend-api/routes.ts'
import type { Faults } from '../control/faults.ts'
import type { RequestLog } from '../control/request-log.ts'
import { frontendRoutes } from '../frontend-api/routes.ts'
import { instance } from '../instance/instance.ts'
import { CLIENT_COOKIE } from '../tokens/cookies.ts'
import type { World } from '../world.ts'
import { allowOrigin, refuseForeignHost, refuseForeignPage } from './access.ts'
import { ApiError } from './api-error.ts'
import type { Call } from './call.ts'
import { createRouter, type Match, type Route } from './router.ts'
import { send, sendError } from './send.ts'
import { toCall } from './to-call.ts'

export interface Parts {
  readonly world: World
  readonly faults: Faults
  readonly log: RequestLog
  readonly control: readonly Route[]
  /** Told before a request that may have changed something is answered. */
  readonly onChange: () => void
}

type Api = 'control' | 'assets' | 'frontend' | 'backend'

/** The HTTP server of both APIs, the bundles and the control routes. */
export function createHttpServer(parts: Parts): Server {
  const find: Record<Api, ReturnType<typeof createRouter>> = {
    control: createRouter(parts.control),
    assets: createRouter(assetRoutes),
    frontend: createRouter(frontendRoutes),
    backend: createRouter(backendRoutes),
  }
  const unserved = new Set<string>()

  return createServer(async (request, response) => {
    let status = 500
    let call: Call | undefined
    let asked: Asked | undefined
    try {
      asked = read(request)
      refuseForeignHost(request)
      if (asked.api !== 'control') allowOrigin(request, response)
      if (asked.method === 'OPTIONS') return void response.writeHead(204).end()
      const match = find[asked.api](asked.method, asked.url.pathname)
      if (!match) throw notServed(unserved, asked)
      if (asked.url.pathname.startsWith('/_control/')) refuseForeignPage(request)
      await meetFault(parts.faults, match)
      call = await toCall(parts.world, request, { ...asked, params: match.params })
      if (asked.api === 'backend') checkSecretKey(request)
      if (asked.api === 'frontend') refuseUnknownBrowser(call)
      const answer = await match.route.handler(call)
      if (asked.method !== 'GET' || asked.url.pathname === '/v1/client/handshake') parts.onChange()
      if (asked.api === 'frontend') keepClient(response, call)
      status = send(response, answer)
    } catch (error) {
      status = sendError(response, error, asked?.api === 'frontend' ? call : undefined)
    } finally {
      if (asked?.api === 'frontend' || asked?.api === 'backend') parts.log.add({ api: asked.api, method: asked.method, path: asked.url.pathname, status })
    }
  })

  function read(request: IncomingMessage): Asked {
    const address = `http://localhost${request.url}`
    if (!URL.canParse(address)) throw new ApiError(400, 'request_invalid', 'The request names no path.')
    const url = new URL(address)
    url.pathname = url.pathname.replace(/^\/i\/\w+(?=\/)/, '')
    // Browsers send PATCH, PUT and DELETE as POST, so that no preflight is needed.
    const method = (request.method === 'POST' && url.searchParams.get('_method')) || (request.method ?? 'GET').replace('HEAD', 'GET')
    const own = (['control', 'assets'] as const).find((api) => find[api](method, url.pathname))
    return { url, method, api: own ?? (request.headers.authorization?.startsWith('Bearer sk_') ? 'backend' : 'frontend') }
  }
}

interface Asked {
  readonly api: Api
  readonly method: string
  readonly url: URL
}

async function meetFault(faults: Faults, { route }: Match): Promise<void> {
  const { status, delayMs } = faults.take(`${route.method} ${route.path}`)
  if (delayMs) await delay(delayMs)
  if (status) throw new ApiError(status, 'injected_failure', 'This failure was asked for.')
}

function keepClient(response: ServerResponse, { client }: Call): void {
  if (client) response.appendHeader('set-cookie', `${CLIENT_COOKIE}=${client.id}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax`)
}

function checkSecretKey({ headers }: IncomingMessage): void {
  if (headers.authorization === `Bearer ${instance.secretKey}`) return
  throw new ApiError(401, 'clerk_key_invalid', 'The provided Clerk Secret Key is invalid.')
}

/** Makes the SDK ask for a development browser anew when its own is not known here, as after a reset. */
function refuseUnknownBrowser({ world, devBrowser, client, url }: Call): void {
  if (devBrowser === undefined || client || url.pathname === '/v1/client/handshake' || url.pathname === '/v1/dev_browser') return
  if (!world.store.devBrowsers.has(devBrowser))
    throw new ApiError(401, 'dev_browser_unauthenticated', 'Unable to authenticate this browser for your development instance.')
}

function notServed(known: Set<string>, { api, method, url }: Asked): ApiError {
  const route = `${method} ${url.pathname}`
  if (!known.has(route)) console.warn(`clerk-local does not serve ${route} (${api} API)`)
  known.add(route)
  return new ApiError(501, 'not_served', `The local stand-in does not serve ${route}.`)
}
