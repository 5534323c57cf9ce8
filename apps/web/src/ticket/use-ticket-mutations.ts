'use client'
import type { Person, Ticket, TicketStatus } from '@throughline/api'
import { useRef, useState } from 'react'
import { trpc } from '../trpc/react.ts'
import { currentTicketOf, type TicketRefusal } from './current-ticket.ts'

/** Puts a ticket that the server has answered in the place of what is shown, unless that is newer already. */
function useShowTicket(id: string): (saved: Ticket) => void {
  const utils = trpc.useUtils()
  return (saved) => {
    const shown = utils.ticket.get.getData({ id })
    if (!shown || shown.version <= saved.version) utils.ticket.get.setData({ id }, saved)
    void utils.ticket.list.invalidate()
    void utils.activity.list.invalidate({ subjectId: id })
  }
}

/**
 * Changes the status and the assignee of a ticket. A change shows at once; one that fails is taken back, or gives way to
 * the server's own row where somebody was faster. Two in a row are sent one after the other: the second would otherwise
 * name the version before the first, and be refused because of it.
 */
export function useChangeTicket(id: string, people: readonly Person[]) {
  const utils = trpc.useUtils()
  const show = useShowTicket(id)
  const setStatus = trpc.ticket.setStatus.useMutation()
  const assign = trpc.ticket.assign.useMutation()
  const turn = useRef(Promise.resolve())
  const [refusal, setRefusal] = useState<TicketRefusal | null>(null)

  async function change<K extends keyof Ticket>(guess: Pick<Ticket, K>, send: (named: { id: string; version: number | undefined }) => Promise<Ticket>): Promise<void> {
    setRefusal(null)
    // An answer that is under way would put the old ticket back.
    await utils.ticket.get.cancel({ id })
    const before = utils.ticket.get.getData({ id })
    utils.ticket.get.setData({ id }, before && { ...before, ...guess })
    turn.current = turn.current.then(async () => {
      try {
        show(await send({ id, version: utils.ticket.get.getData({ id })?.version }))
      } catch (error) {
        const current = await currentTicketOf(error)
        setRefusal({ error, current })
        if (current) show(current)
        else undo(guess, before)
      }
    })
  }

  function undo(guess: Partial<Ticket>, before: Ticket | undefined): void {
    const shown = utils.ticket.get.getData({ id })
    const old = before && Object.fromEntries(Object.keys(guess).map((field) => [field, before[field as keyof Ticket]])) // a guess is of fields of a ticket
    if (shown && shown.version === before?.version) utils.ticket.get.setData({ id }, { ...shown, ...old })
    // The answer that was cancelled for the guess may have held a newer one.
    void utils.ticket.get.invalidate({ id })
  }

  return {
    refusal,
    setStatus: (status: TicketStatus) => change({ status }, (named) => setStatus.mutateAsync({ ...named, status })),
    assign: (assigneeId: string | null) =>
      change({ assignee: people.find((person) => person.id === assigneeId) ?? null }, (named) => assign.mutateAsync({ ...named, assigneeId })),
  }
}

/**
 * Changes the text of a ticket. Where somebody was faster, theirs is shown behind the choice between the two, and is in the
 * mutation's `context` by the time that its error shows: a mutation is pending until its callbacks are done.
 */
export function useUpdateTicket(id: string) {
  const show = useShowTicket(id)
  return trpc.ticket.update.useMutation({
    onMutate: (): { theirs?: Ticket } => ({}),
    onSuccess: show,
    async onError(error, _change, context) {
      const theirs = await currentTicketOf(error)
      if (!theirs) return
      show(theirs)
      if (context) context.theirs = theirs
    },
  })
}
