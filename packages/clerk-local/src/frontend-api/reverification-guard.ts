import type { Route } from '../http/router.ts'
import { requireFreshFactor } from './reverification.ts'

/** What changes how an account is signed in to, or ends it: Clerk asks for a fresh proof first, where the instance wants one. */
const SENSITIVE: ReadonlySet<string> = new Set([
  'PATCH /v1/me',
  'DELETE /v1/me',
  'POST /v1/me/change_password',
  'POST /v1/me/remove_password',
  'POST /v1/me/email_addresses',
  'DELETE /v1/me/email_addresses/:id',
  'POST /v1/me/phone_numbers',
  'PATCH /v1/me/phone_numbers/:id',
  'DELETE /v1/me/phone_numbers/:id',
  'POST /v1/me/external_accounts',
  'DELETE /v1/me/external_accounts/:id',
  'POST /v1/me/totp',
  'DELETE /v1/me/totp',
  'POST /v1/me/backup_codes',
  'POST /v1/me/passkeys',
  'DELETE /v1/me/passkeys/:id',
  'POST /v1/me/sessions/:id/revoke',
])

/** Only these fields of the user are sensitive: a new name needs no password. */
const SENSITIVE_FIELDS: readonly string[] = ['username', 'primary_email_address_id', 'primary_phone_number_id', 'password']

/** The route, asking for a fresh proof where it is sensitive. */
export function guarded(route: Route): Route {
  const name = `${route.method} ${route.path}`
  if (!SENSITIVE.has(name)) return route
  const harmless = name === 'PATCH /v1/me' ? (body: object) => !SENSITIVE_FIELDS.some((field) => field in body) : () => false
  return {
    ...route,
    handler(call) {
      if (!harmless(call.body)) requireFreshFactor(call)
      return route.handler(call)
    },
  }
}
