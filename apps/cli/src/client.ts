import type { AppRouter } from '@throughline/api'
import { createTRPCClient, httpBatchLink } from '@trpc/client'
import superjson from 'superjson'

/** Where the API is, as far as the environment tells. */
export const apiUrl = () => process.env['THROUGHLINE_API_URL'] ?? `http://127.0.0.1:${process.env['API_PORT'] ?? 4000}`

/** The official tRPC client, typed by the same router as the web app's. The token is asked for once per batch. */
export function createClient(token: () => Promise<string | undefined>) {
  return createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: `${apiUrl()}/trpc`,
        transformer: superjson,
        maxURLLength: 2_083,
        headers: async () => {
          const bearer = await token()
          return bearer ? { authorization: `Bearer ${bearer}` } : {}
        },
      }),
    ],
  })
}
