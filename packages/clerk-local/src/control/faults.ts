/** A failure or a delay that a test has asked for, on a route written as `GET /v1/users/:id`. */
interface Fault {
  status?: number
  delayMs?: number
  /** How many more requests it meets; absent for all of them. */
  times?: number
}

export interface Faults {
  fail(route: string, status: number, options?: { times?: number }): void
  latency(route: string, milliseconds: number): void
  /** The next fault of a route; uses up one of its times. */
  take(route: string): { status?: number | undefined; delayMs?: number | undefined }
  reset(): void
}

export function createFaults(): Faults {
  const faults = new Map<string, Fault>()
  const change = (route: string, fault: Fault) => void faults.set(route, { ...faults.get(route), ...fault })
  return {
    fail: (route, status, { times } = {}) => change(route, times === undefined ? { status } : { status, times }),
    latency: (route, delayMs) => change(route, { delayMs }),
    take(route) {
      const fault = faults.get(route)
      if (!fault) return {}
      if (fault.times !== undefined && --fault.times <= 0) faults.set(route, fault.delayMs === undefined ? {} : { delayMs: fault.delayMs })
      return { status: fault.status, delayMs: fault.delayMs }
    },
    reset: () => faults.clear(),
  }
}
