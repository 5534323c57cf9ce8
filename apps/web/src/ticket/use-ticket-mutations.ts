'use client'
import type { Person, Ticket, TicketStatus } from '@throughline/api'
import { trpc } from '../trpc/react.ts'

/** Shows a change of a ticket at once, and what it was again when the server refuses; the server's own row goes before any guess. */
function useOptimism(id: string) {
  const utils = trpc.useUtils()
  const key = { id }
  return {
    async guess(change: Partial<Ticket>) {
      // An answer that is under way would put the old ticket back.
      await utils.ticket.get.cancel(key)
      const before = utils.ticket.get.getData(key)
      utils.ticket.get.setData(key, before && { ...before, ...change })
      return { before, guess: utils.ticket.get.getData(key) }
    },
    undo(context: { before: Ticket | undefined; guess: Ticket | undefined } | undefined) {
      if (utils.ticket.get.getData(key) === context?.guess) utils.ticket.get.setData(key, context?.before)
    },
    show(saved: Ticket) {
      const shown = utils.ticket.get.getData(key)
      if (!shown || shown.version <= saved.version) utils.ticket.get.setData(key, saved)
      void utils.ticket.list.invalidate()
      void utils.activity.list.invalidate({ subjectId: id })
    },
  }
}

export function useSetStatus(id: string) {
  const { guess, undo, show } = useOptimism(id)
  return trpc.ticket.setStatus.useMutation({
    onMutate: ({ status }: { status: TicketStatus }) => guess({ status }),
    onError: (_error, _change, context) => undo(context),
    onSuccess: show,
  })
}

/** `people` are those whom it can be given to, for a name before the answer comes. */
export function useAssign(id: string, people: readonly Person[]) {
  const { guess, undo, show } = useOptimism(id)
  return trpc.ticket.assign.useMutation({
    onMutate: ({ assigneeId }) => guess({ assignee: people.find((person) => person.id === assigneeId) ?? null }),
    onError: (_error, _change, context) => undo(context),
    onSuccess: show,
  })
}

export function useUpdateTicket(id: string) {
  const { show } = useOptimism(id)
  return trpc.ticket.update.useMutation({ onSuccess: show })
}
