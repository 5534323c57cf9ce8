import { httpSubscriptionLink, type TRPCLink } from '@trpc/client'
import type { AnyRouter } from '@trpc/server'
import superjson from 'superjson'
import { StreamEventSource } from './event-source.ts'
import { openEventStream } from './event-stream.ts'
import { judgeError } from './judge-error.ts'
import { shareEventStream } from './shared-event-stream.ts'
import type { TokenSource } from './token-source.ts'

export interface SubscriptionLinkOptions {
  url: string
  tokens: TokenSource
  fetch: typeof fetch
  /** Whose streams these are: tabs of one identity share them. */
  identityKey: string
  /** Ends all of them. */
  signal: AbortSignal
}

// Tabs of two builds talk to each other only while they speak the same.
const PROTOCOL = 'throughline-stream-1'

/**
 * Subscriptions as streams of events, one for each procedure and input in all tabs of an identity. `lastEventId` in an
 * input says where a tab begins and not what it listens to, so it makes no stream of its own.
 */
export function subscriptionLink<TRouter extends AnyRouter>({ url, tokens, fetch, identityKey, signal }: SubscriptionLinkOptions): TRPCLink<TRouter> {
  const link = httpSubscriptionLink({
    url,
    transformer: superjson,
    EventSource: StreamEventSource,
    eventSourceOptions: ({ op: { path, input } }) => {
      const { lastEventId, source } = beginning(input)
      return {
        signal,
        open: (streamUrl, listener) =>
          shareEventStream(
            {
              key: JSON.stringify([PROTOCOL, identityKey, url, path, superjson.stringify(source)]),
              open: (each, last) => openEventStream({ url: streamUrl, tokens, fetch, judge: judgeError }, each, last),
            },
            listener,
            lastEventId,
          ),
      }
    },
  })
  return link as TRPCLink<TRouter> // it cares for no router's procedures
}

function beginning(input: unknown): { lastEventId: string; source: unknown } {
  if (typeof input !== 'object' || input === null) return { lastEventId: '', source: input ?? {} }
  const { lastEventId = '', ...source } = input as { lastEventId?: string } // tRPC's own name for it
  return { lastEventId, source }
}
