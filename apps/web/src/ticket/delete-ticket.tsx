'use client'
import type { Ticket } from '@throughline/api'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { trpc } from '../trpc/react.ts'

/** Asks once more: it cannot be taken back. */
export function DeleteTicket({ ticket: { id } }: { ticket: Ticket }) {
  const [isAsking, setIsAsking] = useState(false)
  const router = useRouter()
  const utils = trpc.useUtils()
  const remove = trpc.ticket.remove.useMutation({
    onSuccess() {
      void utils.ticket.list.invalidate()
      // Here and not at the call: the news of it may have taken this component away before. Who has left the page stays where they are.
      if (window.location.pathname.toLowerCase() === `/tickets/${id}`) router.push('/tickets')
    },
  })
  const isDone = remove.isPending || remove.isSuccess
  if (!isAsking) {
    return (
      <button type="button" className="button-quiet text-danger" onClick={() => setIsAsking(true)}>
        Delete
      </button>
    )
  }
  return (
    <fieldset className="grid gap-3">
      <legend className="sr-only">Delete this ticket</legend>
      <p className="text-sm">Delete it with its comments? This cannot be taken back.</p>
      {remove.error && (
        <p role="alert" className="text-danger text-sm">
          Not deleted: {remove.error.message}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <button type="button" className="button-primary bg-danger hover:bg-danger text-surface" disabled={isDone} onClick={() => remove.mutate({ id })}>
          {isDone ? 'Deleting…' : 'Delete it'}
        </button>
        <button type="button" className="button-quiet" onClick={() => setIsAsking(false)}>
          Keep it
        </button>
      </div>
    </fieldset>
  )
}
