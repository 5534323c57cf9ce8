import type { Actor } from '@throughline/contract'
import type { JsonObject } from './json-object.ts'
import { permissionsOf } from './permissions.ts'
import { TokenRejectedError } from './token-verifier.ts'

/** The longest life of a token that is taken, in seconds; Clerk's live for 60. */
export const MAX_LIFETIME_S = 3_600

export interface ExpectedClaims {
  readonly issuers: readonly string[]
  readonly authorizedParties: readonly string[]
  /** How far the clocks may differ. */
  readonly skewMs: number
}

/** When a token is good, in milliseconds since the epoch, the difference between the clocks included. */
export interface Validity {
  readonly from: number
  /** The first moment at which it is not. */
  readonly until: number
  /** Its own `exp`. */
  readonly expiresAt: number
}

/**
 * Checks the payload of a token whose signature is good; before that nobody learns what is expected of it.
 *
 * @throws {TokenRejectedError}
 */
export function checkPayload(payload: JsonObject, expected: ExpectedClaims, now: number): Validity {
  const { iss, azp, sid, sub, sts } = payload
  if (typeof iss !== 'string' || !expected.issuers.includes(iss)) throw refused('iss is not this instance')
  if (typeof azp !== 'string' || !expected.authorizedParties.includes(azp)) throw refused('azp is not an authorized party')
  if (typeof sid !== 'string' || !/^sess_[A-Za-z0-9]{1,64}$/.test(sid)) throw refused('sid is missing or malformed')
  if (typeof sub !== 'string' || !/^user_[A-Za-z0-9]{1,64}$/.test(sub)) throw refused('sub is missing or malformed')
  if (sts !== undefined && sts !== 'active') throw refused('the session is not active')
  return checkTimes(payload, expected.skewMs, now)
}

function checkTimes({ exp, iat, nbf }: JsonObject, skewMs: number, now: number): Validity {
  if (!isSeconds(exp) || !isSeconds(iat)) throw refused('exp or iat is missing, or not in whole seconds')
  if (nbf !== undefined && !isSeconds(nbf)) throw refused('nbf is not in whole seconds')
  if (exp - iat > MAX_LIFETIME_S) throw refused('it lives too long')
  const from = Math.max(iat, nbf ?? iat) * 1_000 - skewMs
  const until = exp * 1_000 + skewMs
  if (now >= until) throw new TokenRejectedError('token-expired', `Refused: it expired ${secondsBetween(until - skewMs, now)} s ago by this machine’s clock.`)
  if (now < from) throw refused(`by this machine’s clock it is good only in ${secondsBetween(now, from + skewMs)} s, so that one of two clocks is wrong`)
  return { from, until, expiresAt: exp * 1_000 }
}

const secondsBetween = (earlier: number, later: number) => Math.round((later - earlier) / 1_000)

/** The actor in a payload that has been checked. */
export function actorOf(payload: JsonObject): Actor {
  const { sub, sid, iat, o, fea } = payload as { sub: string; sid: string; iat: number; o?: unknown; fea?: unknown } // checkPayload() has seen both
  if (typeof o === 'object' && o !== null) {
    const { id, slg, rol, per, fpm } = o as JsonObject // checked on the line above
    if (typeof id === 'string' && typeof rol === 'string')
      return Object.freeze({
        userId: sub,
        sessionId: sid,
        orgId: id,
        orgSlug: typeof slg === 'string' ? slg : null,
        orgRole: `org:${rol}`,
        orgPermissions: permissionsOf(fea, per, fpm),
        issuedAt: iat,
      })
  }
  return Object.freeze({ userId: sub, sessionId: sid, orgId: null, orgSlug: null, orgRole: null, orgPermissions: NO_PERMISSIONS, issuedAt: iat })
}

const NO_PERMISSIONS: readonly string[] = Object.freeze([])

// Clerk's times are whole seconds; the SDK cuts fractions off, and takes a number beyond all dates for no limit.
const isSeconds = (value: unknown): value is number => Number.isSafeInteger(value)

const refused = (problem: string) => new TokenRejectedError('token-invalid', `Refused: ${problem}.`)
