import { changeEmail } from '../domain/users/email-addresses.ts'
import { takeLink, type LinkStatus } from '../domain/verification/email-links.ts'
import { openSignInLink, type OpenedLink } from '../domain/sign-ins/sign-ins-email-link.ts'
import { openSignUpLink } from '../domain/sign-ups/sign-ups-verify.ts'
import { ApiError } from '../http/api-error.ts'
import type { Call } from '../http/call.ts'
import { get, type Answer, type Route } from '../http/router.ts'
import type { EmailLink } from '../store/rows/email-link.ts'

/** Where the links in emails lead: to the stand-in, which sends the browser on to the app's page and tells it what came of it. */
export const verifyRoutes: Route[] = [get('/v1/verify', verify)]

function verify(call: Call): Answer {
  const token = call.query.get('token') ?? ''
  const link = call.world.store.emailLinks.get(token)
  if (!link) throw new ApiError(400, 'verification_link_token_invalid', 'invalid link token', {}, 'Verification link token is invalid')
  const { status, sessionId } = opened(call, link)
  const target = new URL(link.redirectUrl)
  target.searchParams.set('__clerk_status', status)
  if (sessionId !== null) target.searchParams.set('__clerk_created_session', sessionId)
  return { redirect: target.href, status: 303 }
}

function opened(call: Call, { id, purpose }: EmailLink): OpenedLink {
  const { world, client } = call
  if (purpose.kind === 'sign_in') {
    const signIn = world.store.signIns.get(purpose.signInId)
    return signIn ? openSignInLink(world, signIn, id, client) : gone
  }
  if (purpose.kind === 'sign_up') {
    const signUp = world.store.signUps.get(purpose.signUpId)
    return signUp ? openSignUpLink(world, signUp, id, client) : gone
  }
  if (purpose.kind === 'email_address') return { status: openAddressLink(call, id, purpose), sessionId: null }
  return gone
}

/** An address of a user's profile; any of their browsers may have asked. */
function openAddressLink({ world, client }: Call, token: string, { userId, emailAddressId }: Extract<EmailLink['purpose'], { kind: 'email_address' }>): LinkStatus {
  const user = world.store.users.get(userId)
  const email = user?.emails.find(({ id }) => id === emailAddressId)
  if (!user || !email) return 'failed'
  const own = client?.sessionIds.some((id) => world.store.sessions.get(id)?.userId === userId) ?? false
  const { verification, status } = takeLink(world, email.verification, token, { by: own ? (client?.id ?? null) : null, opened: client })
  changeEmail(world, user, email.id, { verification, verified: email.verified || status === 'verified' })
  return status
}

const gone: OpenedLink = { status: 'failed', sessionId: null }
