/** The last client of tRPC 10, as far as it speaks what tRPC 11 still does. */
export { createTRPCProxyClient, httpBatchLink, httpLink, splitLink, TRPCClientError } from '@trpc/client'
