'use client'
import { ticketSchema, updateTicketSchema, type Ticket } from '@throughline/api'
import { currentOf, fieldErrors, type FieldErrors } from '@throughline/next'
import { useState, type SubmitEvent } from 'react'
import { Field } from '../site/field.tsx'
import { focusFirst } from '../site/form-failure.tsx'
import { TicketConflict } from './ticket-conflict.tsx'
import { TicketFormFailure } from './ticket-form-failure.tsx'
import { useUpdateTicket } from './use-ticket-mutations.ts'

const textSchema = updateTicketSchema.pick({ title: true, body: true }).required()

type Text = Pick<Ticket, 'title' | 'body'>

interface TicketEditorProps {
  /** As it was when the editing began: what somebody else has changed since is a conflict, and not overwritten. */
  ticket: Ticket
  onDone: () => void
}

export function TicketEditor({ ticket, onDone }: TicketEditorProps) {
  const update = useUpdateTicket(ticket.id)
  const [refused, setRefused] = useState<FieldErrors>({})
  // Kept over what comes next: "Keep mine" may fail as well, and must not lose either text.
  const [conflict, setConflict] = useState<{ mine: Text; theirs: Ticket } | null>(null)
  const errors = { ...update.error?.data?.fieldErrors, ...refused }

  function save(form: HTMLFormElement | null, text: Text, version: number): void {
    const onError = (error: typeof update.error) => {
      const theirs = currentOf(error, ticketSchema)
      if (theirs) setConflict({ mine: text, theirs })
      else if (form) focusFirst(form, error?.data?.fieldErrors)
    }
    update.mutate({ id: ticket.id, version, ...text }, { onSuccess: onDone, onError })
  }

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault()
    const form = event.currentTarget
    const checked = textSchema.safeParse(Object.fromEntries(new FormData(form)))
    setRefused(checked.success ? {} : fieldErrors(checked.error.issues))
    if (checked.success) save(form, checked.data, ticket.version)
    else focusFirst(form, fieldErrors(checked.error.issues))
  }

  if (conflict) {
    const { mine, theirs } = conflict
    return (
      <TicketConflict mine={mine} theirs={theirs} isSaving={update.isPending} onKeepMine={() => save(null, mine, theirs.version)} onTakeTheirs={onDone}>
        {update.error && !currentOf(update.error, ticketSchema) && <TicketFormFailure error={update.error} errors={errors} fields={[]} outcome="Not saved" otherwise="The ticket is as it was." />}
      </TicketConflict>
    )
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
      {update.error && <TicketFormFailure error={update.error} errors={errors} fields={['title', 'body']} outcome="Not saved" otherwise="The ticket is as it was." />}
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
