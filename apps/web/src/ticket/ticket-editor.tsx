'use client'
import type { Ticket } from '@throughline/api'
import { useState, type SubmitEvent } from 'react'
import { Field } from '../site/field.tsx'
import { useFormCheck } from '../site/form-check.ts'
import { focusFirst } from '../site/form-failure.tsx'
import { SubmitButton } from '../site/submit-button.tsx'
import { TicketConflict } from './ticket-conflict.tsx'
import { TicketFormFailure } from './ticket-form-failure.tsx'
import { useUpdateTicket } from './use-ticket-mutations.ts'

const loadSchema = () => import('./ticket-schemas.ts').then(({ ticketTextSchema }) => ticketTextSchema)

type Text = Pick<Ticket, 'title' | 'body'>

interface TicketEditorProps {
  /** As it was when the editing began: what somebody else has changed since is a conflict, and not overwritten. */
  ticket: Ticket
  onDone: () => void
}

export function TicketEditor({ ticket, onDone }: TicketEditorProps) {
  const update = useUpdateTicket(ticket.id)
  const { refused, isChecking, formProps, check } = useFormCheck(loadSchema)
  // Kept over what comes next: "Keep mine" may fail as well, and must not lose either text.
  const [conflict, setConflict] = useState<{ mine: Text; theirs: Ticket } | null>(null)
  const errors = { ...update.error?.data?.fieldErrors, ...refused }
  const isBusy = isChecking || update.isPending

  function save(form: HTMLFormElement | null, text: Text, version: number): void {
    update.mutate(
      { id: ticket.id, version, ...text },
      {
        onSuccess: onDone,
        onError(error, _change, context) {
          if (context?.theirs) setConflict({ mine: text, theirs: context.theirs })
          else if (form) focusFirst(form, error.data?.fieldErrors)
        },
      },
    )
  }

  async function submit(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = event.currentTarget
    const text = await check(form)
    if (text) save(form, text, ticket.version)
  }

  if (conflict) {
    const { mine, theirs } = conflict
    return (
      <TicketConflict mine={mine} theirs={theirs} isSaving={update.isPending} onKeepMine={() => save(null, mine, theirs.version)} onTakeTheirs={onDone}>
        {update.error && !update.context?.theirs && <TicketFormFailure error={update.error} errors={errors} fields={[]} outcome="Not saved" otherwise="The ticket is as it was." />}
      </TicketConflict>
    )
  }
  // Read-only while it is busy: what is typed then would go nowhere.
  return (
    <form {...formProps} onSubmit={(event) => void submit(event)} aria-label="Edit ticket" className="grid gap-5">
      <h1 id="ticket-title" className="sr-only">
        {ticket.title}
      </h1>
      <Field label="Title" name="title" errors={errors['title']}>
        {(control) => <input {...control} className="field" defaultValue={ticket.title} readOnly={isBusy} />}
      </Field>
      <Field label="Text" name="body" errors={errors['body']}>
        {(control) => <textarea {...control} className="field min-h-40" rows={6} defaultValue={ticket.body} readOnly={isBusy} />}
      </Field>
      {update.error && <TicketFormFailure error={update.error} errors={errors} fields={['title', 'body']} outcome="Not saved" otherwise="The ticket is as it was." />}
      <div className="flex flex-wrap gap-3">
        <SubmitButton isBusy={isBusy}>{isBusy ? 'Saving…' : 'Save'}</SubmitButton>
        <button type="button" className="button-quiet" onClick={onDone}>
          Cancel
        </button>
      </div>
    </form>
  )
}
