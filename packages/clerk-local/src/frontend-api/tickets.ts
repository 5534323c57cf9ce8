import { statusOf } from '../domain/sign-ups/invitations.ts'
import { findUser } from '../domain/users/users.ts'
import { localAddress } from '../http/access.ts'
import { ApiError } from '../http/api-error.ts'
import type { Call } from '../http/call.ts'
import { get, type Answer, type Route } from '../http/router.ts'
import { portalUrl } from './portal.ts'

/** Where the links of invitations and sign-in tokens lead: on to the app's form, or the account portal's, with the ticket, which the form trades for a session. */
export const ticketRoutes: Route[] = [get('/v1/tickets/accept', accept)]

function accept(call: Call): Answer {
  const { world, query } = call
  const ticket = query.get('ticket') ?? ''
  const { accountPortal, appOrigin, paths } = world.settings
  const [invitation] = world.store.invitations.by('ticket', ticket)
  const [token] = world.store.tickets.by('token', ticket)
  if (!invitation && !token) throw new ApiError(400, 'ticket_invalid_code', 'Ticket is invalid.')
  const known = !invitation || findUser(world, invitation.emailAddress) !== undefined
  const status = invitation && statusOf(world, invitation) === 'accepted' ? 'complete' : known ? 'sign_in' : 'sign_up'
  const page = accountPortal ? new URL(portalUrl(world, known ? 'sign-in' : 'sign-up')) : new URL(known ? paths.signIn : paths.signUp, appOrigin)
  const target = invitation?.redirectUrl ? allowed(call, invitation.redirectUrl) : page
  target.searchParams.set('__clerk_ticket', ticket)
  target.searchParams.set('__clerk_status', status)
  const next = query.get('redirect_url')
  if (next) target.searchParams.set('redirect_url', allowed(call, next).href)
  return { redirect: target.href, status: 303 }
}

/** A ticket is as good as a password: it goes to this machine only, or to an app that was named beforehand. */
function allowed({ world }: Call, redirectUrl: string): URL {
  const url = URL.canParse(redirectUrl, world.settings.appOrigin) ? new URL(redirectUrl, world.settings.appOrigin) : undefined
  const own = localAddress(world, redirectUrl, world.settings.appOrigin)
  const listed = () => [...world.store.redirectUrls.values()].some((each) => !/^https?:/.test(each.url) && url?.href.startsWith(each.url))
  if (url && (own || listed())) return url
  throw new ApiError(400, 'redirect_url_not_allowed', 'The redirect URL is not an address of this machine.')
}
