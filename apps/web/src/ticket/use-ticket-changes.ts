'use client'
import type { RouterOutputs } from '@throughline/api'
import { errorData } from '@throughline/next'
import { useEffect, useEffectEvent, useRef } from 'react'
import { trpc } from '../trpc/react.ts'
import { asOfIn, refresh, versionIn } from './freshness.ts'
import { isRefused } from './is-refused.ts'

export type Liveness = 'connecting' | 'live' | 'lost'

interface TicketChanges {
  readonly liveness: Liveness
  /** The caller has left the organization, or was removed: there is nothing to see here any more. */
  readonly isOver: boolean
}

/** The one ticket that a page shows, and the event that it is known to be at least as new as. */
interface ShownTicket {
  readonly id: string
  readonly asOf: string | undefined
}

// Many changes at once ask once.
const COALESCE_MS = 150

/**
 * Keeps what is shown as it is on the server: each change of a ticket, by whomever, has what it touches asked for again,
 * where that is not known to be as new. Each list says so of itself by its `asOf`, a ticket by its version.
 */
export function useTicketChanges(shown?: ShownTicket): TicketChanges {
  const utils = trpc.useUtils()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const hasBegun = useRef(false)
  const newest = useRef(0)
  useEffect(() => () => clearTimeout(timer.current), [])

  const { status, error } = trpc.ticket.onChange.useSubscription(undefined, {
    onData({ id, data: change }) {
      // A database that was replaced counts anew.
      const event = change.type === 'reset' ? Infinity : Number(id)
      newest.current = Math.max(newest.current, event)
      timer.current ??= setTimeout(refreshLists, COALESCE_MS)
      if (shown === undefined) return
      // A tab that joins another one's stream begins with that one's newest event, whatever that is: before it, anything may have happened.
      if (!hasBegun.current || !('ticketId' in change)) refreshAll(shown, event)
      else if (change.ticketId === shown.id) refreshTouched(shown, event, change)
      hasBegun.current = true
    },
  })
  const isLive = status === 'pending'
  const onReturn = useEffectEvent(() => utils.invalidate(undefined, { predicate: ({ state }) => state.status === 'error' && !isRefused(state.error) }))
  // The stream tells what it has missed, but not what nobody could be asked for meanwhile.
  useEffect(() => void (isLive && onReturn()), [isLive])

  function refreshLists(): void {
    const event = newest.current
    timer.current = undefined
    newest.current = 0
    void refresh((predicate) => utils.ticket.list.invalidate(undefined, { predicate }), (data) => asOfIn(data) < event)
  }

  function refreshAll({ id, asOf }: ShownTicket, event: number): void {
    refreshComments(id, event)
    if (asOf === undefined || Number(asOf) < event) void refresh((predicate) => utils.ticket.get.invalidate({ id }, { predicate }), () => true)
    refreshActivity(id)
  }

  function refreshTouched({ id }: ShownTicket, event: number, change: Touching): void {
    if (change.type !== 'updated') refreshComments(id, event)
    if (change.type !== 'commented') {
      const isOld = (data: unknown) => change.type === 'removed' || versionIn(data) < change.version
      void refresh((predicate) => utils.ticket.get.invalidate({ id }, { predicate }), isOld)
    }
    refreshActivity(id)
  }

  function refreshComments(ticketId: string, event: number): void {
    void refresh((predicate) => utils.comment.list.invalidate({ ticketId }, { predicate }), (data) => asOfIn(data) < event)
  }

  function refreshActivity(subjectId: string): void {
    void refresh((predicate) => utils.activity.list.invalidate({ subjectId }, { predicate }), () => true)
  }

  return {
    liveness: isLive ? 'live' : error ? 'lost' : 'connecting',
    isOver: status === 'error' && errorData(error)?.reason === 'membership-ended',
  }
}

type Touching = Extract<RouterOutputs['ticket']['onChange'], { ticketId: string }>
