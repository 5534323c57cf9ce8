import { createClerkClient, type ClerkClient } from '@clerk/backend'
import type { FactoryProvider } from '@nestjs/common'
import { THROUGHLINE_OPTIONS, type ResolvedOptions } from '../options.ts'

/** Injection token of Clerk's Backend API client. Neither authentication nor authorization ever uses it. */
export const CLERK_CLIENT = Symbol('CLERK_CLIENT')
export type { ClerkClient }

export const clerkClientProvider: FactoryProvider<ClerkClient> = {
  provide: CLERK_CLIENT,
  inject: [THROUGHLINE_OPTIONS],
  useFactory: ({ clerk: { secretKey, publishableKey, apiUrl, jwtKey } }: ResolvedOptions) =>
    createClerkClient({ secretKey, publishableKey, telemetry: { disabled: true }, ...(apiUrl && { apiUrl }), ...(jwtKey && { jwtKey }) }),
}
