'use client'
import { ticketSchema, type Ticket } from '@throughline/api'
import { currentOf } from '@throughline/next'
import { useRef, useState } from 'react'
import { trpc } from '../trpc/react.ts'

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
  const [error, setError] = useState<unknown>(null)

  async function send(text: Text): Promise<Ticket> {
    sent.current.push(text)
    try {
      return await create.mutateAsync({ id, ...text })
    } catch (cause) {
      const opened = currentOf(cause, ticketSchema)
      if (!opened || !sent.current.some(({ title, body }) => opened.title === title && opened.body === body)) throw cause
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
    } catch (cause) {
      setError(cause)
      setIsDone(false)
      throw cause
    }
  }

  return {
    open,
    /** It is under way, or it is open. */
    isDone,
    error,
    reset: () => setError(null),
  }
}
