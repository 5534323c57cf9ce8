import { httpBatchLink, splitLink, type TRPCLink } from '@trpc/client'
import type { RouterOf } from '@throughline/contract'
import superjson from 'superjson'
import { nextTask } from '../next-task.ts'
import { apiFetch } from './api-fetch.ts'
import { lazyLink } from './lazy-link.ts'
import { renewTokenLink } from './renew-token-link.ts'
import { newRequestId, REQUEST_ID_HEADER } from './request-id.ts'
import type { TokenSource } from './token-source.ts'

// The API's batch limit. A longer URL than this is cut somewhere on the way: 2,083 was the shortest limit of a browser.
const MAX_BATCH = 20
const MAX_URL_LENGTH = 2_083

/** Whatever the product's router: the links care for none of its procedures. */
export type BareRouter = RouterOf<Record<never, never>>

export interface BrowserLinksOptions {
  url: string
  tokens: TokenSource
  /** Whose calls these are. */
  identityKey: string
  fetch?: typeof globalThis.fetch | undefined
  /** Ends the streams that are open. */
  signal?: AbortSignal
}

/**
 * The way of a call out of the browser: the token is asked for once per batch and renewed once when it has expired. A
 * subscription takes another way, since it outlives its token; a page without one does not load that way's code.
 */
export function browserLinks(options: BrowserLinksOptions): TRPCLink<BareRouter>[] {
  const { url, tokens, identityKey, fetch = apiFetch(), signal = NEVER } = options
  const tokenSentWith = new WeakMap<object, string | null>()
  const calls = [
    renewTokenLink<BareRouter>((context) => tokens.renew(tokenSentWith.get(context) ?? null)),
    httpBatchLink<BareRouter>({
      url,
      transformer: superjson,
      maxItems: MAX_BATCH,
      maxURLLength: MAX_URL_LENGTH,
      fetch,
      async headers({ opList }) {
        const token = await tokens.current()
        for (const { context } of opList) tokenSentWith.set(context, token)
        return { [REQUEST_ID_HEADER]: newRequestId(), ...(token === null ? {} : { authorization: `Bearer ${token}` }) }
      },
    }),
  ]
  const streams = lazyLink(async () => {
    await nextTask() // React asks for the first one while it takes over the page
    const { subscriptionLink } = await import('./subscription-link.ts')
    return subscriptionLink<BareRouter>({ url, tokens, identityKey, fetch, signal })
  })
  return [splitLink({ condition: ({ type }) => type === 'subscription', true: streams, false: calls })]
}

const NEVER = new AbortController().signal
