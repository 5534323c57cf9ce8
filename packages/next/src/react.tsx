'use client'
import { useAuth } from '@clerk/nextjs'
import { QueryClientProvider } from '@tanstack/react-query'
import { createTRPCReact, type CreateTRPCReact } from '@trpc/react-query'
import type { AnyRouter } from '@trpc/server'
import type { AccessMap, Contract } from '@throughline/contract'
import { useEffect, useMemo, useState, type ComponentType, type ReactNode } from 'react'
import { useAccess, useStanding, type RouterPath } from './access.ts'
import { IdentityContext } from './identity-context.ts'
import { holdIdentity, identityKey, type Identity } from './identity.ts'
import { createIdentityScope, lastShown, type IdentityScope, type LastShown } from './identity-scope.ts'
import { apiFetch } from './links/api-fetch.ts'
import type { BareRouter } from './links/browser-links.ts'

export { currentOf, errorData, fieldErrorsOf, isSignedOut, isUnavailable } from './errors.ts'
export type { Identity } from './identity.ts'
export { fieldErrors, type FieldErrors } from '@throughline/contract'

export interface ThroughlineProviderProps {
  /** Whom the server rendered this page for: `await serverIdentity()` in the layout. */
  identity: Identity
  /** `access` of the server side: plain data, so that no schema reaches the browser for `useCan()`. */
  access: AccessMap<Contract>
  /** The API's origin when it is not the page's own, such as `https://api.example.com`. */
  apiOrigin?: string | undefined
  children: ReactNode
}

export interface Throughline<TRouter extends AnyRouter> {
  /** tRPC's classic React Query hooks: `trpc.user.profile.useQuery()`. */
  trpc: CreateTRPCReact<TRouter, unknown>
  /**
   * Goes into a layout around the pages that call, inside `<ClerkProvider dynamic>`: the root layout, or that of a route
   * group, so that the other pages load no client. What is below it is mounted anew when the session or the active
   * organization changes, with an empty cache.
   */
  ThroughlineProvider: ComponentType<ThroughlineProviderProps>
  /** `useCan()('user.updateProfile')`: whether the server would let this call pass, by the server's own policy. */
  useCan: () => (path: RouterPath<TRouter>) => boolean
}

/** The browser's side of the stack for one router type. Call it once, in a client module. */
export function createThroughline<TRouter extends AnyRouter>(): Throughline<TRouter> {
  const trpc = createTRPCReact<BareRouter>()
  const shown = lastShown()

  function ThroughlineProvider({ identity, access, apiOrigin = '', children }: ThroughlineProviderProps) {
    const auth = useAuth()
    const { isLoaded, userId, sessionId, orgId, getToken } = auth
    const reported = isLoaded ? { userId: userId ?? null, sessionId: sessionId ?? null, orgId: orgId ?? null } : undefined

    const [held, setHeld] = useState(identity)
    const next = holdIdentity(held, reported)
    if (next !== held) setHeld(next) // during render, so that no child renders for the old identity once more

    const scope = useScope(shown, next, (options) => getToken(options), `${apiOrigin}/trpc`)
    const standing = useStanding(next, access, auth)
    const current = useMemo(() => ({ identity: next, settled: isLoaded, access, standing }), [next, isLoaded, access, standing])
    return (
      <IdentityContext value={current}>
        <trpc.Provider key={scope.key} client={scope.client} queryClient={scope.queryClient}>
          <QueryClientProvider client={scope.queryClient}>{children}</QueryClientProvider>
        </trpc.Provider>
      </IdentityContext>
    )
  }

  return {
    trpc: trpc as unknown as CreateTRPCReact<TRouter, unknown>, // one proxy serves every router type
    ThroughlineProvider,
    useCan: useAccess<RouterPath<TRouter>>,
  }
}

type AskForToken = Parameters<typeof createIdentityScope>[0]['getToken']

function useScope(shown: LastShown, identity: Identity, getToken: AskForToken, url: string): IdentityScope {
  const key = identityKey(identity)
  const create = () => shown.of(key) ?? createIdentityScope({ identity, getToken, url, fetch: typeof window === 'undefined' ? refuseOnServer : apiFetch() })
  const [scope, setScope] = useState(create)
  const isStale = scope.key !== key
  const current = isStale ? create() : scope
  if (isStale) setScope(current)

  // Not an effect's clean-up: Strict Mode runs those on the first mount, and the hydrated data would be gone.
  useEffect(() => shown.show(current), [shown, current])
  return current
}

const refuseOnServer: typeof fetch = () =>
  Promise.reject(new Error('A client component cannot call the API while the server renders it: prefetch in a server component.'))
