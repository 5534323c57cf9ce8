import { beginPasskey, confirmPasskey, removePasskey, renamePasskey } from '../domain/users/passkeys-of-users.ts'
import { fieldError } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import { patch, post, remove, type Answer, type Route } from '../http/router.ts'
import { passkeyJson } from '../serialize/passkey.ts'
import { requireUser, withClient } from './piggyback.ts'

/** The passkeys that `<UserProfile/>` adds, names and removes. */
export const passkeyRoutes: Route[] = [
  post('/v1/me/passkeys', (call) => withClient(call, passkeyJson(beginPasskey(call.world, requireUser(call), call.origin)))),
  post('/v1/me/passkeys/:id/attempt_verification', (call) => withClient(call, passkeyJson(confirmPasskey(call.world, requireUser(call), idOf(call), text(call, 'public_key_credential'), call.origin)))),
  patch('/v1/me/passkeys/:id', rename),
  remove('/v1/me/passkeys/:id', (call) => {
    removePasskey(call.world, requireUser(call), idOf(call))
    return withClient(call, { object: 'passkey', id: idOf(call), deleted: true })
  }),
]

const idOf = (call: Call): string => call.params['id'] ?? ''

function rename(call: Call): Answer {
  const user = requireUser(call)
  const name = text(call, 'name')?.trim() ?? ''
  if (name === '' || name.length > 256) throw fieldError('form_param_value_invalid', 'name has to have 1 to 256 characters.', 'name')
  return withClient(call, passkeyJson(renamePasskey(call.world, user, idOf(call), name)))
}
