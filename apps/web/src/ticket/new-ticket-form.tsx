'use client'
import { createTicketSchema, ticketSchema } from '@throughline/api'
import { currentOf, fieldErrors, fieldErrorsOf, type FieldErrors } from '@throughline/next'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState, type SubmitEvent } from 'react'
import { Field } from '../site/field.tsx'
import { focusFirst } from '../site/form-failure.tsx'
import { Notice } from '../site/notice.tsx'
import { useCan } from '../trpc/react.ts'
import { TicketFormFailure } from './ticket-form-failure.tsx'
import { useOpenTicket } from './use-open-ticket.ts'

export function NewTicketForm() {
  const { open, isDone, error, reset } = useOpenTicket()
  const [refused, setRefused] = useState<FieldErrors>({})
  const router = useRouter()
  const can = useCan()
  const errors = { ...fieldErrorsOf(error), ...refused }
  if (!can('ticket.create')) {
    return (
      <Notice title="You may not open tickets">
        <p>Your role in this organization does not allow it. An administrator can change that.</p>
      </Notice>
    )
  }

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault()
    const form = event.currentTarget
    const checked = createTicketSchema.omit({ id: true }).safeParse(Object.fromEntries(new FormData(form)))
    setRefused(checked.success ? {} : fieldErrors(checked.error.issues))
    reset()
    if (!checked.success) return focusFirst(form, fieldErrors(checked.error.issues))
    open(checked.data).then(
      // Who has left the form meanwhile, or switched organization, stays where they are.
      ({ id }) => form.isConnected && router.push(`/tickets/${id}`),
      (cause: unknown) => focusFirst(form, fieldErrorsOf(cause)),
    )
  }

  return (
    <form noValidate onSubmit={submit} aria-label="New ticket" className="card grid max-w-2xl gap-5 p-6">
      <Field label="Title" name="title" errors={errors['title']}>
        {(control) => <input {...control} className="field" autoComplete="off" />}
      </Field>
      <Field label="Text" name="body" hint="What happened, and what should have happened?" errors={errors['body']}>
        {(control) => <textarea {...control} className="field min-h-40" rows={6} />}
      </Field>
      {error !== null && <NotOpened error={error} errors={errors} />}
      <div className="flex flex-wrap gap-3">
        <button type="submit" className="button-primary" disabled={isDone}>
          {isDone ? 'Opening…' : 'Open ticket'}
        </button>
        <Link href="/tickets" className="button-quiet">
          Cancel
        </Link>
      </div>
    </form>
  )
}

function NotOpened({ error, errors }: { error: unknown; errors: FieldErrors }) {
  const current = currentOf(error, ticketSchema)
  if (!current) return <TicketFormFailure error={error} errors={errors} fields={['title', 'body']} outcome="Not opened" otherwise="What you typed is still here." />
  return (
    <p role="alert" className="bg-danger-soft text-danger rounded-lg px-4 py-3 text-sm/6">
      Not changed: an attempt before has opened it, and somebody has changed it since.{' '}
      <Link href={`/tickets/${current.id}`} className="font-medium underline underline-offset-4">
        Show “{current.title}”
      </Link>
    </p>
  )
}
