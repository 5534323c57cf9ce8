interface Request {
  readonly name: string
  readonly callback: () => unknown
  readonly settle: { resolve(value: unknown): void; reject(error: unknown): void }
}

/**
 * The part of the Web Locks API that Node lacks before version 24, within one process: exclusive locks in order of
 * request, with `signal` and `steal`.
 *
 * @see https://www.w3.org/TR/web-locks/
 */
export function webLocks() {
  const held = new Map<string, Request>()
  const queues = new Map<string, Request[]>()

  function grant(request: Request): void {
    held.set(request.name, request)
    Promise.resolve()
      .then(request.callback)
      .then(request.settle.resolve, request.settle.reject)
      .finally(() => {
        if (held.get(request.name) !== request) return
        held.delete(request.name)
        const next = queues.get(request.name)?.shift()
        if (next) grant(next)
      })
  }

  return {
    request(name: string, options: { signal?: AbortSignal; steal?: boolean }, callback: () => unknown): Promise<unknown> {
      return new Promise((resolve, reject) => {
        const request: Request = { name, callback, settle: { resolve, reject } }
        if (options.steal) {
          held.get(name)?.settle.reject(new DOMException('The lock was stolen.', 'AbortError'))
          return grant(request)
        }
        if (!held.has(name)) return grant(request)
        const queue = queues.get(name) ?? []
        queues.set(name, queue)
        queue.push(request)
        options.signal?.addEventListener('abort', () => {
          const at = queue.indexOf(request)
          if (at === -1) return
          queue.splice(at, 1)
          reject(new DOMException('The request was aborted.', 'AbortError'))
        })
      })
    },
  }
}
