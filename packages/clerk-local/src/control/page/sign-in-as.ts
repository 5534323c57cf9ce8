import { startSession } from '../../domain/sessions/sessions.ts'
import { requireClient } from '../../frontend-api/piggyback.ts'
import { localAddress } from '../../http/access.ts'
import { fieldError } from '../../http/api-error.ts'
import type { Call } from '../../http/call.ts'
import type { Answer } from '../../http/router.ts'
import type { User } from '../../store/rows/user.ts'
import { baseOf } from './layout.ts'

/**
 * Makes this browser the user's, and goes on to the app by a handshake, which gives the app its cookies. Cookies know no
 * ports, so the browser that shows this page and the one that shows the app at `localhost` are the same to both.
 */
export function signInAs(call: Call, user: User, app: string): Answer {
  const { world } = call
  const target = localAddress(world, app)
  if (!target) throw fieldError('form_param_format_invalid', `${app || 'Nothing'} is no address of an app on this machine.`, 'app')
  startSession(world, requireClient(call), user)
  return { redirect: `${baseOf(world)}/v1/client/handshake?${new URLSearchParams({ redirect_url: target.href })}`, status: 303 }
}
