import { ApiError } from '../../http/api-error.ts'
import type { Session } from '../../store/rows/session.ts'
import { verifiedClaims } from '../../tokens/verify-token.ts'
import type { World } from '../../world.ts'
import { expireSessions, isOpen } from './sessions.ts'

/** Older tokens go by a handshake, which also sees the browser's own cookie. */
const TOO_OLD_S = 24 * 3600

export interface RefreshRequest {
  readonly sessionId: string
  readonly expiredToken: string
  readonly refreshToken: string
  readonly requestOrigin: string
}

/**
 * The session that a server may refresh: it has the browser's refresh cookie and the expired token that goes with it.
 * Throws 401 with Clerk's reasons, which the SDK puts into the address of the handshake that it falls back to.
 */
export function refreshable(world: World, { sessionId, expiredToken, refreshToken, requestOrigin }: RefreshRequest): Session {
  const claims = verifiedClaims(world.key, expiredToken)
  if (!claims) throw refused('session_refresh_session_token_ineligible', 'expired session token ineligible', 'The provided expired session token is not eligible for refresh')
  if (typeof claims['sid'] !== 'string') throw refused('expired_session_token_missing_sid', "missing 'sid' claim", "No 'sid' claim present in the provided expired session token")
  if (claims['sid'] !== sessionId) throw refused('refresh_sid_mismatch', "Session ID does not match the 'sid' claim", "The 'sid' claim of the provided expired session token does not match the session ID provided in the request path")
  if (!URL.canParse(requestOrigin)) throw refused('refresh_request_origin_invalid', 'Request origin is invalid', 'The request_origin parameter could not be parsed')
  if (typeof claims['azp'] !== 'string') throw refused('expired_session_token_missing_azp', "missing 'azp' claim", "No 'azp' claim present in the provided expired session token")
  if (claims['azp'] !== new URL(requestOrigin).origin)
    throw refused('refresh_request_origin_azp_mismatch', 'Request origin does not match azp claim', "The request_origin parameter does not match the 'azp' claim of expired_token")
  if (Number(claims['iat']) < world.clock.now() / 1000 - TOO_OLD_S) throw refused('session_refresh_expired_session_token_too_old', 'session token too old', 'The provided expired session token is too old')

  const session = world.store.sessions.get(sessionId)
  if (!session) throw refused('session_refresh_session_not_found', 'Session not found', `No session was found with id ${sessionId}`)
  expireSessions(world, [session])
  if (!isOpen(session)) throw refused('session_refresh_inactive_session', 'session inactive', 'The provided session is not active')
  if (refreshToken !== `${session.id}.${session.refreshToken}`) throw refused('refresh_token_not_found', 'Refresh token not found', 'The provided refresh token was not found')
  return session
}

const refused = (code: string, message: string, longMessage: string) => new ApiError(401, code, message, {}, longMessage)
