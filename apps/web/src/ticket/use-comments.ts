'use client'
import { trpc } from '../trpc/react.ts'
import { commentInput } from './comment-input.ts'

/** The comments of a ticket, page by page, oldest first. */
export function useComments(ticketId: string) {
  return trpc.comment.list.useInfiniteQuery(commentInput(ticketId), { getNextPageParam: ({ nextCursor }) => nextCursor })
}
