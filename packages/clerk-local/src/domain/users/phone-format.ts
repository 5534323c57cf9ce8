import { fieldError } from '../../http/api-error.ts'

/** A number as it is kept, E.164, out of what a form sends: `+15555550100`. Refuses what is none. */
export function phoneNumberOf(typed: string): string {
  const number = `+${typed.replace(/\D/g, '')}`
  if (typed.trim().startsWith('+') && /^\+[1-9]\d{6,14}$/.test(number)) return number
  throw fieldError('form_param_format_invalid', 'phone_number must be a valid phone number according to E.164 international standard.', 'phone_number')
}
