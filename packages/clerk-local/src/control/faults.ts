import { ApiError } from '../http/api-error.ts'

/** A failure or a delay that a test has asked for, on a route written as `GET /v1/users/:id`. */
interface Fault {
  status?: number
  delayMs?: number
  /** How many more requests it meets; absent for all of them. */
  times?: number
}

const LONGEST_MS = 600_000

export interface Faults {
  fail(route: string, status: number, options?: { times?: number }): void
  latency(route: string, milliseconds: number): void
  /** The next fault of a route; uses up one of its times. */
  take(route: string): { status?: number | undefined; delayMs?: number | undefined }
  reset(): void
}

/** Faults on `routes`; any other is an error at once, since a fault that never strikes lets a test pass for nothing. */
export function createFaults(routes: readonly { method: string; path: string }[]): Faults {
  const known = new Set(routes.map(({ method, path }) => `${method} ${path}`))
  const faults = new Map<string, Fault>()
  const change = (route: string, fault: Fault) => {
    if (!known.has(route)) throw new ApiError(422, 'route_unknown', `There is no route ${route}; routes are written as GET /v1/users/:id.`)
    faults.set(route, { ...faults.get(route), ...fault })
  }
  return {
    fail(route, status, { times } = {}) {
      if (!Number.isInteger(status) || status < 400 || status > 599) throw new ApiError(422, 'form_param_value_invalid', 'status is from 400 to 599: other answers are no failures.')
      change(route, { status, times: times ?? Infinity })
    },
    latency(route, delayMs) {
      if (!(delayMs >= 0 && delayMs <= LONGEST_MS)) throw new ApiError(422, 'form_param_value_invalid', `milliseconds are from 0 to ${LONGEST_MS}.`)
      change(route, { delayMs })
    },
    take(route) {
      const fault = faults.get(route)
      if (!fault) return {}
      const { status, delayMs, times = Infinity } = fault
      const left = status === undefined ? Infinity : times - 1
      faults.set(route, left > 0 ? { ...fault, times: left } : delayMs === undefined ? {} : { delayMs })
      return { status, delayMs }
    },
    reset: () => faults.clear(),
  }
}
