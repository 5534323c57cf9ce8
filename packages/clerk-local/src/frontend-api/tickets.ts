import { statusOf } from '../domain/invitations.ts'
import { findUser } from '../domain/users.ts'
import { isLocalHost } from '../http/access.ts'
import { ApiError } from '../http/api-error.ts'
import type { Call } from '../http/call.ts'
import { get, type Answer, type Route } from '../http/router.ts'

/** Where the links of invitations and sign-in tokens lead: on to the app's form, with the ticket, which the form trades for a session. */
export const ticketRoutes: Route[] = [get('/v1/tickets/accept', accept)]

function accept(call: Call): Answer {
  const { world, query } = call
  const ticket = query.get('ticket') ?? ''
  const { appOrigin, paths } = world.settings
  const [invitation] = world.store.invitations.by('ticket', ticket)
  const [token] = world.store.tickets.by('token', ticket)
  if (!invitation && !token) throw new ApiError(400, 'ticket_invalid_code', 'Ticket is invalid.')
  const known = !invitation || findUser(world, invitation.emailAddress) !== undefined
  const status = invitation && statusOf(world, invitation) === 'accepted' ? 'complete' : known ? 'sign_in' : 'sign_up'
  const page = new URL(known ? paths.signIn : paths.signUp, appOrigin)
  const target = new URL(invitation?.redirectUrl ?? page, appOrigin)
  refuseForeign(call, target)
  target.searchParams.set('__clerk_ticket', ticket)
  target.searchParams.set('__clerk_status', status)
  const next = query.get('redirect_url')
  if (next) {
    refuseForeign(call, new URL(next, appOrigin))
    target.searchParams.set('redirect_url', next)
  }
  return { redirect: target.href, status: 303 }
}

/** A ticket is as good as a password: it goes to this machine only, or to an app that was named beforehand. */
function refuseForeign({ world }: Call, { protocol, hostname, href }: URL): void {
  if (/^https?:$/.test(protocol) && isLocalHost(hostname)) return
  const listed = [...world.store.redirectUrls.values()].some(({ url }) => !/^https?:/.test(url) && href.startsWith(url))
  if (!listed) throw new ApiError(400, 'redirect_url_not_allowed', 'The redirect URL is not an address of this machine.')
}
