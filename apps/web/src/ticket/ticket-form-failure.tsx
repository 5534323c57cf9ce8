import { errorData } from '@throughline/next'
import type { ComponentProps } from 'react'
import { FormFailure } from '../site/form-failure.tsx'

const DECIDED: readonly string[] = ['NOT_FOUND', 'FORBIDDEN', 'CONFLICT']

/** Why a form about a ticket was not taken. What the API has decided it says in words for who reads it. */
export function TicketFormFailure(props: ComponentProps<typeof FormFailure>) {
  const { error, outcome } = props
  if (!(error instanceof Error) || !DECIDED.includes(errorData(error)?.code ?? '')) return <FormFailure {...props} />
  return (
    <p role="alert" className="bg-danger-soft text-danger rounded-lg px-4 py-3 text-sm/6">
      {outcome}: {error.message}
    </p>
  )
}
