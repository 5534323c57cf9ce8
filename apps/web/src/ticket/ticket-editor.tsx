'use client'
import { ticketSchema, updateTicketSchema, type Ticket } from '@throughline/api'
import { currentOf, fieldErrors, type FieldErrors } from '@throughline/next'
import { useState, type SubmitEvent } from 'react'
import { Field } from '../site/field.tsx'
import { FormFailure, focusFirst } from '../site/form-failure.tsx'
import { TicketConflict } from './ticket-conflict.tsx'
import { useUpdateTicket } from './use-ticket-mutations.ts'

const textSchema = updateTicketSchema.pick({ title: true, body: true }).required()

interface TicketEditorProps {
  /** As it was when the editing began: what somebody else has changed since is a conflict, and not overwritten. */
  ticket: Ticket
  onDone: () => void
}

export function TicketEditor({ ticket, onDone }: TicketEditorProps) {
  const update = useUpdateTicket(ticket.id)
  const [refused, setRefused] = useState<FieldErrors>({})
  const theirs = currentOf(update.error, ticketSchema)
  const errors = { ...update.error?.data?.fieldErrors, ...refused }

  const save = (form: HTMLFormElement | null, text: { title: string; body: string }, version: number) =>
    update.mutate({ id: ticket.id, version, ...text }, { onSuccess: onDone, onError: (error) => form && focusFirst(form, error.data?.fieldErrors) })

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault()
    const form = event.currentTarget
    const checked = textSchema.safeParse(Object.fromEntries(new FormData(form)))
    setRefused(checked.success ? {} : fieldErrors(checked.error.issues))
    if (checked.success) save(form, checked.data, ticket.version)
    else focusFirst(form, fieldErrors(checked.error.issues))
  }

  if (theirs && update.variables) {
    const mine = { title: update.variables.title ?? ticket.title, body: update.variables.body ?? ticket.body }
    return <TicketConflict mine={mine} theirs={theirs} isSaving={update.isPending} onKeepMine={() => save(null, mine, theirs.version)} onTakeTheirs={onDone} />
  }
  return (
    <form noValidate onSubmit={submit} aria-label="Edit ticket" className="grid gap-5">
      <h1 id="ticket-title" className="sr-only">
        {ticket.title}
      </h1>
      <Field label="Title" name="title" errors={errors['title']}>
        {(control) => <input {...control} className="field" defaultValue={ticket.title} />}
      </Field>
      <Field label="Text" name="body" errors={errors['body']}>
        {(control) => <textarea {...control} className="field min-h-40" rows={6} defaultValue={ticket.body} />}
      </Field>
      {update.error && <FormFailure error={update.error} errors={errors} fields={['title', 'body']} outcome="Not saved" otherwise="The ticket is as it was." />}
      <div className="flex flex-wrap gap-3">
        <button type="submit" className="button-primary" disabled={update.isPending}>
          {update.isPending ? 'Saving…' : 'Save'}
        </button>
        <button type="button" className="button-quiet" onClick={onDone}>
          Cancel
        </button>
      </div>
    </form>
  )
}
