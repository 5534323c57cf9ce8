import type { Call } from './call.ts'
import { decoded } from './decoded.ts'

/** What a route answers: JSON unless it says otherwise; with `Set-Cookie` lines of its own beside the browser's. */
export type Answer = ({ json: unknown; status?: number } | { redirect: string; status: number } | { content: string | Buffer; type: string; headers?: Record<string, string> }) & { cookies?: readonly string[] }
export type Handler = (call: Call) => Answer | Promise<Answer>

export interface Route {
  readonly method: string
  readonly path: string
  readonly handler: Handler
}

export interface Match {
  readonly route: Route
  readonly params: Record<string, string>
}

/** Finds the route for a method and a path; `:name` in a route's path takes one segment. Earlier routes win. */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => Match | null {
  const compiled = routes.map((route) => ({ route, pattern: new RegExp(`^${route.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}/?$`) }))
  return (method, path) => {
    for (const { route, pattern } of compiled) {
      const match = route.method === method ? pattern.exec(path) : null
      if (match) return { route, params: decodedAll(match.groups ?? {}) }
    }
    return null
  }
}

const decodedAll = (groups: Record<string, string>) => Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decoded(value)]))

export const get = (path: string, handler: Handler): Route => ({ method: 'GET', path, handler })
export const post = (path: string, handler: Handler): Route => ({ method: 'POST', path, handler })
export const put = (path: string, handler: Handler): Route => ({ method: 'PUT', path, handler })
export const patch = (path: string, handler: Handler): Route => ({ method: 'PATCH', path, handler })
export const remove = (path: string, handler: Handler): Route => ({ method: 'DELETE', path, handler })
