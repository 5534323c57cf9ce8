import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client'
import type { AppRouter } from '@throughline/api'
import superjson from 'superjson'
import type { TestStack } from '../test-stack.ts'

/** A typed client that speaks for a user, as from another device. */
export function apiClient(stack: TestStack, user: string): TRPCClient<AppRouter> {
  const headers = async () => ({ authorization: `Bearer ${await stack.clerk.token(user, { azp: stack.webUrl })}` })
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${stack.apiUrl}/trpc`, transformer: superjson, headers })] })
}
