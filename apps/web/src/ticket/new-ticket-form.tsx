'use client'
import { fieldErrorsOf, type FieldErrors } from '@throughline/next'
import { useRouter } from 'next/navigation'
import type { SubmitEvent } from 'react'
import { Field } from '../site/field.tsx'
import { useFormCheck } from '../site/form-check.ts'
import { focusFirst } from '../site/form-failure.tsx'
import { Notice } from '../site/notice.tsx'
import { PageLink } from '../site/page-link.tsx'
import { SubmitButton } from '../site/submit-button.tsx'
import { useCan } from '../trpc/react.ts'
import type { TicketRefusal } from './current-ticket.ts'
import { TicketFormFailure } from './ticket-form-failure.tsx'
import { useOpenTicket } from './use-open-ticket.ts'

const loadSchema = () => import('./ticket-schemas.ts').then(({ newTicketSchema }) => newTicketSchema)

export function NewTicketForm() {
  const { open, isDone, refusal, reset } = useOpenTicket()
  const { refused, isChecking, formProps, check } = useFormCheck(loadSchema)
  const router = useRouter()
  const can = useCan()
  const errors = { ...fieldErrorsOf(refusal?.error), ...refused }
  const isBusy = isChecking || isDone
  if (!can('ticket.create')) {
    return (
      <Notice title="You may not open tickets">
        <p>Your role in this organization does not allow it. An administrator can change that.</p>
      </Notice>
    )
  }

  async function submit(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = event.currentTarget
    reset()
    const text = await check(form)
    if (!text) return
    open(text).then(
      // Who has left the form meanwhile, or switched organization, stays where they are.
      ({ id }) => form.isConnected && router.push(`/tickets/${id}`),
      (cause: unknown) => focusFirst(form, fieldErrorsOf(cause)),
    )
  }

  // Read-only while it is busy: what is typed then would go nowhere.
  return (
    <form {...formProps} onSubmit={(event) => void submit(event)} aria-label="New ticket" className="card grid max-w-2xl gap-5 p-6">
      <Field label="Title" name="title" errors={errors['title']}>
        {(control) => <input {...control} className="field" autoComplete="off" readOnly={isBusy} />}
      </Field>
      <Field label="Text" name="body" hint="What happened, and what should have happened?" errors={errors['body']}>
        {(control) => <textarea {...control} className="field min-h-40" rows={6} readOnly={isBusy} />}
      </Field>
      {refusal && <NotOpened refusal={refusal} errors={errors} />}
      <div className="flex flex-wrap gap-3">
        <SubmitButton isBusy={isBusy}>{isBusy ? 'Opening…' : 'Open ticket'}</SubmitButton>
        <PageLink href="/tickets" className="button-quiet">
          Cancel
        </PageLink>
      </div>
    </form>
  )
}

function NotOpened({ refusal: { error, current }, errors }: { refusal: TicketRefusal; errors: FieldErrors }) {
  if (!current) return <TicketFormFailure error={error} errors={errors} fields={['title', 'body']} outcome="Not opened" otherwise="What you typed is still here." />
  return (
    <p role="alert" className="bg-danger-soft text-danger rounded-lg px-4 py-3 text-sm/6">
      Not changed: an attempt before has opened it, and somebody has changed it since.{' '}
      <PageLink href={`/tickets/${current.id}`} className="font-medium underline underline-offset-4">
        Show “{current.title}”
      </PageLink>
    </p>
  )
}
