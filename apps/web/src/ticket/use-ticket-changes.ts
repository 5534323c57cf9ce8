'use client'
import type { RouterOutputs } from '@throughline/api'
import { errorData } from '@throughline/next'
import { useEffect, useRef } from 'react'
import { trpc } from '../trpc/react.ts'

export type Liveness = 'connecting' | 'live' | 'lost'

interface TicketChanges {
  readonly liveness: Liveness
  /** The caller has left the organization, or was removed: there is nothing to see here any more. */
  readonly isOver: boolean
}

// Many changes at once ask once.
const COALESCE_MS = 150

/**
 * Keeps what is shown as it is on the server: each change of a ticket, by whomever, has what it touches asked for again.
 * `asOf` is the event that the data shown is at least as new as: what happened up to it is shown already.
 */
export function useTicketChanges({ asOf, ticketId }: { asOf: string | undefined; ticketId?: string }): TicketChanges {
  const utils = trpc.useUtils()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const { status, error } = trpc.ticket.onChange.useSubscription(undefined, {
    onData({ id, data }) {
      if (asOf !== undefined && Number(id) <= Number(asOf)) return
      touch(data)
    },
  })

  function touch(change: RouterOutputs['ticket']['onChange']): void {
    timer.current ??= setTimeout(refreshLists, COALESCE_MS)
    const touched = 'ticketId' in change ? change.ticketId : ticketId
    if (ticketId === undefined || touched !== ticketId) return
    if (change.type !== 'updated') void utils.comment.list.invalidate({ ticketId })
    if (change.type !== 'commented') void utils.ticket.get.invalidate({ id: ticketId })
    void utils.activity.list.invalidate({ subjectId: ticketId })
  }

  function refreshLists(): void {
    timer.current = undefined
    void utils.ticket.list.invalidate()
  }

  return {
    liveness: status === 'pending' ? 'live' : error ? 'lost' : 'connecting',
    isOver: status === 'error' && errorData(error)?.reason === 'membership-ended',
  }
}
