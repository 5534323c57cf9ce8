import { isSignedOut, isUnavailable, type FieldErrors } from '@throughline/next'

interface FormFailureProps {
  error: unknown
  errors: FieldErrors
  /** The form's fields: what is wrong with another one is told here, or it would be told nowhere. */
  fields: readonly string[]
  /** What has not happened: 'Not saved'. */
  outcome: string
  /** How things stand after a failure of the server. */
  otherwise: string
}

/** Why a form was not taken, below it. */
export function FormFailure(props: FormFailureProps) {
  return (
    <p role="alert" className="bg-danger-soft text-danger rounded-lg px-4 py-3 text-sm/6">
      {messageOf(props)}
    </p>
  )
}

function messageOf({ error, errors, fields, outcome, otherwise }: FormFailureProps): string {
  if (isUnavailable(error)) return `${outcome}: the API is not answering. What you typed is still here; try again in a moment.`
  if (isSignedOut(error)) return `${outcome}: you are signed out. Sign in again in another tab, then try again.`
  const elsewhere = Object.entries(errors).filter(([field]) => !fields.includes(field))
  if (elsewhere.length > 0) return `${outcome}: ${elsewhere.flatMap(([, messages]) => messages).join(' ')}`
  return Object.keys(errors).length > 0 ? `${outcome}: see above.` : `${outcome}: something went wrong on the server. ${otherwise}`
}

/** Puts the cursor into the first field that is wrong. */
export function focusFirst(form: HTMLFormElement, errors: FieldErrors = {}): void {
  const first = [...form.elements].find((element) => element instanceof HTMLElement && (element.getAttribute('name') ?? '') in errors)
  if (first instanceof HTMLElement) first.focus()
}
