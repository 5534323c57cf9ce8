'use client'
import type { Ticket } from '@throughline/api'
import { useRef, useState } from 'react'
import { trpc } from '../trpc/react.ts'
import { currentTicketOf, type TicketRefusal } from './current-ticket.ts'

type Text = Pick<Ticket, 'title' | 'body'>

/**
 * Opens one ticket, however often it is sent: by a double click, or after an answer that was lost. Where a call whose
 * answer was lost has opened it, the text as it has become since is saved into it; unless somebody else has changed it by
 * then, which is the CONFLICT that `open` fails with.
 */
export function useOpenTicket() {
  const [id] = useState(() => crypto.randomUUID())
  const sent = useRef<Text[]>([])
  const utils = trpc.useUtils()
  const create = trpc.ticket.create.useMutation()
  const update = trpc.ticket.update.useMutation()
  const [isDone, setIsDone] = useState(false)
  const [refusal, setRefusal] = useState<TicketRefusal | null>(null)

  async function send(text: Text): Promise<Ticket> {
    sent.current.push(text)
    try {
      return await create.mutateAsync({ id, ...text })
    } catch (cause) {
      const opened = await currentTicketOf(cause)
      // Trimmed, as the server stores it: a form that could not load its schema sends what was typed.
      if (!opened || !sent.current.some(({ title, body }) => opened.title === title.trim() && opened.body === body.trim())) throw cause
      return update.mutateAsync({ id, version: opened.version, ...text })
    }
  }

  async function open(text: Text): Promise<Ticket> {
    setIsDone(true)
    try {
      const ticket = await send(text)
      utils.ticket.get.setData({ id }, ticket)
      void utils.ticket.list.invalidate()
      return ticket
    } catch (error) {
      setRefusal({ error, current: await currentTicketOf(error) })
      setIsDone(false)
      throw error
    }
  }

  return {
    open,
    /** It is under way, or it is open. */
    isDone,
    refusal,
    reset: () => setRefusal(null),
  }
}
