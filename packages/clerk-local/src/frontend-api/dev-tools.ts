import { localAddress } from '../http/access.ts'
import { ApiError } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import { get, patch, type Answer, type Route } from '../http/router.ts'
import { requireUser } from './piggyback.ts'

/** What clerk-js offers developers, and keeps of the browser's cookie. */
export const devToolRoutes: Route[] = [patch('/v1/dev_tools/enable_environment_setting', enableSetting), get('/v1/client/touch', touch)]

/** The prompt that a component shows whose feature is switched off: here, organizations. */
function enableSetting(call: Call): Answer {
  requireUser(call)
  const personal = text(call, 'organization_allow_personal_accounts')
  if (text(call, 'enable_organizations') === 'true') call.world.changeSettings({ organizations: { enabled: true, ...(personal !== undefined && { forceSelection: personal !== 'true' }) } })
  return { json: { response: null, client: null } }
}

/** Sends the browser back with a cookie as good as new: every answer of this API sets it. */
function touch({ world, query }: Call): Answer {
  const target = localAddress(world, query.get('redirect_url'))
  if (target) return { redirect: target.href, status: 307 }
  throw new ApiError(400, 'invalid_redirect_url', 'redirect_url is not an address on this machine.')
}
