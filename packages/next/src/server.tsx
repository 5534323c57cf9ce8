import 'server-only'
import { auth } from '@clerk/nextjs/server'
import { dehydrate } from '@tanstack/react-query'
import { createHydrationHelpers } from '@trpc/react-query/rsc'
import type { AnyRouter } from '@trpc/server'
import { accessMap, type AccessMap, type Contract } from '@throughline/contract'
import { headers } from 'next/headers'
import { cache, type ReactNode } from 'react'
import { IdentityBoundary } from './identity-boundary.tsx'
import type { Identity } from './identity.ts'
import { isRequestId, newRequestId, REQUEST_ID_HEADER } from './links/request-id.ts'
import { createQueryClient } from './query-client.ts'
import { createServerCaller } from './server-caller.ts'

export { currentOf, errorData, fieldErrorsOf, isSignedOut, isUnavailable } from './errors.ts'
export type { Identity } from './identity.ts'

export interface ThroughlineServerOptions {
  contract: Contract
  /** The API's internal address; `API_URL`, else `http://127.0.0.1:4000`. */
  apiUrl?: string
}

export interface HydrateClientProps {
  children: ReactNode
  /** Shown while Clerk switches between sessions. */
  fallback?: ReactNode
  /** Shown when the person this was rendered for has signed out in the meantime; the fallback by default. */
  signedOut?: ReactNode
}

type Helpers<TRouter extends AnyRouter> = ReturnType<typeof createHydrationHelpers<TRouter>>

export interface ThroughlineServer<TRouter extends AnyRouter> {
  /** `await api.user.profile()` in a server component, or `api.user.profile.prefetch()` for the components below. */
  api: Helpers<TRouter>['trpc']
  /** Hands over what was prefetched to the components inside, for the identity that it was prefetched for. */
  HydrateClient: (props: HydrateClientProps) => Promise<ReactNode>
  /** Whom this request is from. */
  serverIdentity: () => Promise<Identity>
  /** Who may call what, as plain data for `ThroughlineProvider`. */
  access: AccessMap<Contract>
}

/**
 * The server components' side of the stack for one contract. Every call carries the token of the request that is being
 * answered; `cache()` gives each request its own cache and client, so nothing is shared between two.
 */
export function createThroughlineServer<TRouter extends AnyRouter>({ contract, apiUrl }: ThroughlineServerOptions): ThroughlineServer<TRouter> {
  const getQueryClient = cache(() => createQueryClient(logFailedPrefetch))
  const getCaller = cache(() =>
    createServerCaller({
      contract,
      apiUrl: apiUrl ?? process.env['API_URL'] ?? 'http://127.0.0.1:4000',
      getToken: async () => (await auth()).getToken(),
      requestId,
    }),
  )
  // The helpers take one caller for ever; this looks up the request's own at each call.
  const caller = new Proxy({}, { get: (_, router: string) => getCaller()[router] })
  const helpers = createHydrationHelpers<AnyRouter>(caller as never, getQueryClient) // an HTTP client, in the place of an in-process caller

  return {
    api: helpers.trpc as unknown as Helpers<TRouter>['trpc'], // one proxy serves every router type
    HydrateClient,
    serverIdentity,
    access: accessMap(contract),
  }

  async function HydrateClient({ children, fallback = null, signedOut = fallback }: HydrateClientProps) {
    return (
      <IdentityBoundary identity={await serverIdentity()} state={dehydrate(getQueryClient())} fallback={fallback} signedOut={signedOut}>
        {children}
      </IdentityBoundary>
    )
  }
}

async function serverIdentity(): Promise<Identity> {
  const { userId, sessionId, orgId } = await auth()
  return { userId, sessionId, orgId: orgId ?? null }
}

// The page still renders, without the data; this line is the only trace when the API could not be reached at all.
function logFailedPrefetch(error: Error): void {
  console.warn(`A prefetch failed: ${error.message}`)
}

/** The incoming request's id, so that one id runs through the proxy's, the web's and the API's logs. */
const requestId = cache(async () => {
  const incoming = (await headers()).get(REQUEST_ID_HEADER)
  return isRequestId(incoming) ? incoming : newRequestId()
})
