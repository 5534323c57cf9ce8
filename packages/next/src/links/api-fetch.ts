import { ApiUnavailableError } from '../errors.ts'

interface ApiFetchOptions {
  /** Gives up after so many milliseconds; without it the browser and the proxy decide. */
  timeoutMs?: number
}

/**
 * `fetch` that tells "the API answered" from "something else did": with the API down, Next's rewrite answers a
 * plain-text 500 and a gateway an HTML page. Those, network failures and timeouts become {@link ApiUnavailableError}.
 */
export function apiFetch({ timeoutMs }: ApiFetchOptions = {}): typeof fetch {
  return async (input, init) => {
    const timeout = timeoutMs === undefined ? null : AbortSignal.timeout(timeoutMs)
    const signal = timeout && init?.signal ? AbortSignal.any([timeout, init.signal]) : (timeout ?? init?.signal ?? null)
    try {
      // No cookies: the token in the header alone says who calls, so an answer cannot belong to anybody else.
      const response = await fetch(input, { ...init, signal, cache: 'no-store', credentials: 'omit' })
      if (isOurs(response)) return response
      throw new ApiUnavailableError(`The API is down: ${response.status} came from something in front of it.`)
    } catch (cause) {
      if (cause instanceof ApiUnavailableError || init?.signal?.aborted) throw cause
      const how = timeout?.aborted ? `it did not answer within ${timeoutMs} ms` : 'it cannot be reached'
      throw new ApiUnavailableError(`The API is down: ${how}.`, { cause })
    }
  }
}

function isOurs(response: Response): boolean {
  return /^(application\/(json|jsonl)|text\/event-stream)\b/.test(response.headers.get('content-type') ?? '')
}
