import type { QueryClient } from '@tanstack/react-query'
import { createTRPCClient, type TRPCClient } from '@trpc/client'
import { identityKey, type Identity } from './identity.ts'
import { browserLinks, type BareRouter } from './links/browser-links.ts'
import { createTokenSource, type GetToken } from './links/token-source.ts'
import { createQueryClient } from './query-client.ts'

/** Everything that belongs to one identity: its cache, and the client that fills it with its tokens. */
export interface IdentityScope {
  readonly key: string
  readonly queryClient: QueryClient
  readonly client: TRPCClient<BareRouter>
  /** Aborts what is under way, ends the streams and empties the cache. What arrives later finds nothing to land in. */
  dispose(): void
}

export interface ScopeOptions {
  identity: Identity
  getToken: GetToken
  url: string
  fetch?: typeof fetch
}

export function createIdentityScope({ identity, getToken, url, fetch }: ScopeOptions): IdentityScope {
  const queryClient = createQueryClient()
  const key = identityKey(identity)
  const disposal = new AbortController()
  const tokens = createTokenSource(identity, getToken)
  return {
    key,
    queryClient,
    client: createTRPCClient({ links: browserLinks({ url, tokens, identityKey: key, fetch, signal: disposal.signal }) }),
    dispose() {
      disposal.abort()
      void queryClient.cancelQueries()
      queryClient.clear()
    },
  }
}

/** What one browser page shows, or has shown until its reader went to a page without a provider. */
export interface LastShown {
  of(key: string): IdentityScope | undefined
  /** Disposes of the one before. */
  show(scope: IdentityScope): void
}

/**
 * Whoever leaves the provider's pages and comes back finds the cache that they left: it is newer than the page that Next
 * brings back, and has what was saved meanwhile. On the server nothing is ever shown.
 */
export function lastShown(): LastShown {
  let last: IdentityScope | undefined
  return {
    of: (key) => (last?.key === key ? last : undefined),
    show(scope) {
      if (last !== scope) last?.dispose()
      last = scope
    },
  }
}
