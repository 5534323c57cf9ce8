import { ApiError } from '../../http/api-error.ts'

/** Characters; Clerk keeps names and addresses in columns of that length. */
const MAX_LENGTH = 256

/** Refuses a name or an address that is longer than Clerk keeps any. */
export function checkLength(field: string, value: string | null | undefined): void {
  if (!value || value.length <= MAX_LENGTH) return
  throw new ApiError(422, 'form_param_max_length_exceeded', 'exceeds maximum length', { param_name: field }, `${field} must be ${MAX_LENGTH} characters or less.`)
}
