import { fieldError } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'

/** A field of the body that is yes or no; `undefined` where it was not sent, or was `null`. */
export function flag(call: Call, field: string): boolean | undefined {
  const value = text(call, field)
  if (value === undefined) return undefined
  if (value === 'true' || value === 'false') return value === 'true'
  throw fieldError('form_param_format_invalid', `${field} must be true or false.`, field)
}

/** A field of the body that is a whole number from `least` on; `undefined` where it was not sent, or was `null`. */
export function whole(call: Call, field: string, least: number): number | undefined {
  const value = text(call, field)
  if (value === undefined) return undefined
  const number = Number(value)
  if (value !== '' && Number.isSafeInteger(number) && number >= least) return number
  throw fieldError('form_param_value_invalid', `${field} must be a whole number from ${least} on.`, field)
}

/** A text that has to be there. */
export function required(call: Call, field: string): string {
  const value = text(call, field)
  if (value === undefined || value.trim() === '') throw fieldError('form_param_missing', `${field} must be included.`, field)
  return value
}

/** A list of texts; `undefined` where it was not sent, or was `null`. */
export function texts(call: Call, field: string): string[] | undefined {
  const value = call.body[field]
  if (value === undefined || value === null) return undefined
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value
  throw fieldError('form_param_format_invalid', `${field} must be a list of texts.`, field)
}

/** Whether a list's `query` is in one of the texts, whatever the case; everything is where none was asked for. */
export function matches(call: Call, ...values: readonly (string | null)[]): boolean {
  const words = call.query.get('query')?.trim().toLowerCase()
  return !words || values.some((value) => value?.toLowerCase().includes(words))
}
