import { createTRPCClient, getUntypedClient, httpLink } from '@trpc/client'
import { createTRPCRecursiveProxy } from '@trpc/server'
import type { Contract, RouterOf } from '@throughline/contract'
import superjson from 'superjson'
import { apiFetch } from './links/api-fetch.ts'
import { REQUEST_ID_HEADER } from './links/request-id.ts'

/** A server component that waits longer than this shows its error state instead. */
export const SERVER_TIMEOUT_MS = 8_000

export interface ServerCallerOptions {
  contract: Contract
  /** The API's internal address, without `/trpc`. */
  apiUrl: string
  getToken: () => Promise<string | null>
  requestId: () => Promise<string>
  timeoutMs?: number
}

/** Any procedure by path: `caller.user.profile(input)`. */
export interface ServerCaller {
  readonly [router: string]: { readonly [procedure: string]: (input?: unknown) => Promise<unknown> }
}

/**
 * Calls the API over HTTP for one incoming request. `createHydrationHelpers` wants an in-process caller; this is one by
 * its looks, with each call's kind read off the contract.
 */
export function createServerCaller(options: ServerCallerOptions): ServerCaller {
  const { contract, apiUrl, getToken, requestId, timeoutMs = SERVER_TIMEOUT_MS } = options
  let token: Promise<string | null> | undefined
  const client = createTRPCClient<RouterOf<Contract>>({
    links: [
      httpLink({
        url: `${apiUrl}/trpc`,
        transformer: superjson,
        fetch: apiFetch({ timeoutMs }),
        async headers() {
          const authorization = await (token ??= getToken())
          return { [REQUEST_ID_HEADER]: await requestId(), ...(authorization === null ? {} : { authorization: `Bearer ${authorization}` }) }
        },
      }),
    ],
  })
  const untyped = getUntypedClient(client)

  return createTRPCRecursiveProxy<ServerCaller>(({ path, args: [input] }) => {
    const [router = '', name = ''] = path
    const procedure = contract[router]?.[name]
    if (!procedure) throw new TypeError(`The contract has no procedure ${path.join('.')}.`)
    if (procedure.kind === 'subscription') throw new TypeError(`${path.join('.')} is a stream: subscribe to it in a client component.`)
    return procedure.kind === 'mutation' ? untyped.mutation(path.join('.'), input) : untyped.query(path.join('.'), input)
  })
}
