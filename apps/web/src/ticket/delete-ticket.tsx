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
      router.push('/tickets')
    },
  })
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
        <button type="button" className="button-primary bg-danger hover:bg-danger text-surface" disabled={remove.isPending} onClick={() => remove.mutate({ id })}>
          {remove.isPending ? 'Deleting…' : 'Delete it'}
        </button>
        <button type="button" className="button-quiet" onClick={() => setIsAsking(false)}>
          Keep it
        </button>
      </div>
    </fieldset>
  )
}
