import { backendRoutes } from '../backend-api/routes.ts'
import { frontendRoutes } from '../frontend-api/routes.ts'
import type { Route } from '../http/router.ts'
import { browserRequests } from './browser-requests.ts'
import { sdkMethods } from './sdk-methods.ts'

/** One method of an SDK, with what it asks for and whether the stand-in answers that. */
export interface Conformance {
  /** Such as `users.getUser` or `SignIn.create`. */
  readonly name: string
  /** Such as `GET /v1/users/:userId`; a few methods make one of two, or both. */
  readonly requests: readonly string[]
  readonly served: boolean
}

/** Every method of `@clerk/backend`'s typed client. */
export function backendConformance(): Conformance[] {
  const served = shapes(backendRoutes)
  return Object.entries(sdkMethods).map(([name, requests]) => ({ name, requests, served: requests.every((request) => served.has(shape(request))) }))
}

/** Every request that `clerk-js` knows. */
export function browserConformance(): Conformance[] {
  const served = shapes(frontendRoutes)
  return browserRequests.map(([name, request]) => ({ name, requests: [request], served: served.has(shape(request)) }))
}

/** What `clerk-local routes` prints: the routes that are served, as `GET /v1/users/:id`. */
export const servedRoutes = (): { backend: string[]; frontend: string[] } => ({ backend: listed(backendRoutes), frontend: listed(frontendRoutes) })

/** What `clerk-local routes --missing` prints: requests of the SDKs that are answered with 501, each with the methods that make it. */
export function missingRoutes(): { backend: Missing[]; frontend: Missing[] } {
  return { backend: missing(backendConformance(), shapes(backendRoutes)), frontend: missing(browserConformance(), shapes(frontendRoutes)) }
}

export interface Missing {
  readonly request: string
  readonly methods: readonly string[]
}

function missing(all: readonly Conformance[], served: ReadonlySet<string>): Missing[] {
  const requests = new Set(all.flatMap(({ requests: each }) => each).filter((request) => !served.has(shape(request))))
  return [...requests].sort().map((request) => ({ request, methods: all.filter((one) => one.requests.includes(request)).map(({ name }) => name) }))
}

const listed = (routes: readonly Route[]): string[] => [...new Set(routes.map(({ method, path }) => `${method} ${path}`))].sort(byPath)
const byPath = (a: string, b: string): number => (a.replace(/^\w+ /, '') < b.replace(/^\w+ /, '') ? -1 : 1)
const shapes = (routes: readonly Route[]): ReadonlySet<string> => new Set(routes.map(({ method, path }) => shape(`${method} ${path}`)))

/** A request without the names of its parameters, which the SDK and the routes choose for themselves. */
const shape = (request: string): string => request.replace(/:\w+/g, ':')
