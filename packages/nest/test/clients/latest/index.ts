/** The newest client of tRPC 11. */
export * from '@trpc/client'
