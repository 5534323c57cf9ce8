import { createClerkClient } from '@clerk/backend'
import type { ClerkLocal } from '../src/clerk-local.ts'

/** Clerk's own server SDK, unmodified, told where the stand-in is. */
export function sdk({ secretKey, publishableKey, env }: Pick<ClerkLocal, 'secretKey' | 'publishableKey' | 'env'>) {
  return createClerkClient({ secretKey, publishableKey, apiUrl: env.api()['CLERK_API_URL'], telemetry: { disabled: true } })
}
