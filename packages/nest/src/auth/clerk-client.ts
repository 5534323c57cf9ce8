import type { ClerkClient } from '@clerk/backend'
import type { FactoryProvider } from '@nestjs/common'
import { THROUGHLINE_OPTIONS, type ResolvedOptions } from '../options.ts'

/** Injection token of {@link LoadClerkClient}. */
export const CLERK_CLIENT = Symbol('CLERK_CLIENT')

/**
 * Gives Clerk's Backend API client, the same at every call. Neither authentication nor authorization ever uses it, so
 * that many a server never needs it: its code, a tenth of a start, is loaded at the first call.
 */
export type LoadClerkClient = () => Promise<ClerkClient>
export type { ClerkClient }

export const clerkClientProvider: FactoryProvider<LoadClerkClient> = {
  provide: CLERK_CLIENT,
  inject: [THROUGHLINE_OPTIONS],
  useFactory: ({ clerk }: ResolvedOptions) => {
    let client: Promise<ClerkClient> | undefined
    return () => (client ??= load(clerk))
  },
}

async function load({ secretKey, publishableKey, apiUrl, jwtKey }: ResolvedOptions['clerk']): Promise<ClerkClient> {
  // The part for webhooks too: whoever loads this before it is needed wants nothing left to be read from a disk later.
  const [{ createClerkClient }] = await Promise.all([import('@clerk/backend'), import('@clerk/backend/webhooks')])
  return createClerkClient({ secretKey, publishableKey, telemetry: { disabled: true }, ...(apiUrl && { apiUrl }), ...(jwtKey && { jwtKey }) })
}
