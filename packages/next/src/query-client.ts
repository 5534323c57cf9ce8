import { defaultShouldDehydrateQuery, isServer, QueryCache, QueryClient } from '@tanstack/react-query'
import { isTRPCClientError } from '@trpc/client'
import superjson from 'superjson'
import { isUnavailable } from './errors.ts'

// Long enough that what the server has just rendered is not asked for again on arrival.
const FRESH_MS = 30_000
const RETRIES_WHEN_UNAVAILABLE = 2

/** One cache, for one identity in the browser or for one request on the server. */
export function createQueryClient(onQueryError?: (error: Error) => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache(onQueryError && { onError: onQueryError }),
    defaultOptions: {
      // 'always': the default pauses every call while the machine has no network, though the API may be on it.
      queries: { staleTime: FRESH_MS, networkMode: 'always', retry: isServer ? false : shouldRetry, retryDelay },
      mutations: { networkMode: 'always', retry: false },
      dehydrate: {
        serializeData: superjson.serialize,
        // Pending too, so that `void api.x.prefetch()` streams its answer into the page.
        shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) || query.state.status === 'pending',
      },
      hydrate: { deserializeData: superjson.deserialize },
    },
  })
}

/** Twice when the API is unavailable; once when the server's prefetch failed; never when the API refused. */
export function shouldRetry(failures: number, error: unknown): boolean {
  if (isUnavailable(error)) return failures < RETRIES_WHEN_UNAVAILABLE
  // A failed prefetch arrives without its reason; the browser's own attempt learns it.
  return !isTRPCClientError(error) && failures < 1
}

/** Half a second, then a second, each spread by up to a half so that many tabs do not come back at once. */
export function retryDelay(failures: number): number {
  return 500 * 2 ** failures * (1 + Math.random() / 2)
}
