'use client'
import { createTicketSchema } from '@throughline/api'
import { fieldErrors, type FieldErrors } from '@throughline/next'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState, type SubmitEvent } from 'react'
import { Field } from '../site/field.tsx'
import { FormFailure, focusFirst } from '../site/form-failure.tsx'
import { Notice } from '../site/notice.tsx'
import { trpc, useCan } from '../trpc/react.ts'

export function NewTicketForm() {
  // Sent twice, by a double click or after an answer that was lost, it is still one ticket.
  const [id] = useState(() => crypto.randomUUID())
  const [refused, setRefused] = useState<FieldErrors>({})
  const router = useRouter()
  const utils = trpc.useUtils()
  const can = useCan()
  const create = trpc.ticket.create.useMutation({
    onSuccess(ticket) {
      utils.ticket.get.setData({ id: ticket.id }, ticket)
      void utils.ticket.list.invalidate()
      router.push(`/tickets/${ticket.id}`)
    },
  })
  const errors = { ...create.error?.data?.fieldErrors, ...refused }
  const isDone = create.isPending || create.isSuccess
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
    const checked = createTicketSchema.safeParse({ id, ...Object.fromEntries(new FormData(form)) })
    setRefused(checked.success ? {} : fieldErrors(checked.error.issues))
    create.reset()
    if (checked.success) create.mutate(checked.data, { onError: (error) => focusFirst(form, error.data?.fieldErrors) })
    else focusFirst(form, fieldErrors(checked.error.issues))
  }

  return (
    <form noValidate onSubmit={submit} aria-label="New ticket" className="card grid max-w-2xl gap-5 p-6">
      <Field label="Title" name="title" errors={errors['title']}>
        {(control) => <input {...control} className="field" autoComplete="off" />}
      </Field>
      <Field label="Text" name="body" hint="What happened, and what should have happened?" errors={errors['body']}>
        {(control) => <textarea {...control} className="field min-h-40" rows={6} />}
      </Field>
      {create.error && <FormFailure error={create.error} errors={errors} fields={['title', 'body']} outcome="Not opened" otherwise="What you typed is still here." />}
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
