import { verifyToken } from '@clerk/backend'
import { Inject, Injectable } from '@nestjs/common'
import { THROUGHLINE_OPTIONS, type ResolvedOptions } from '../options.ts'
import { actorOf, checkHeader, checkPayload, decode, type ExpectedClaims } from './claims.ts'
import { issuerOf } from './issuer.ts'
import { KeysUnavailableError, TokenRejectedError, type TokenVerifier, type VerifiedToken } from './token-verifier.ts'

/** Reasons of the SDK that speak of the keys and not of the token. */
const KEY_PROBLEMS = new Set(['jwk-remote-failed-to-load', 'jwk-remote-invalid', 'jwk-remote-missing', 'jwk-failed-to-resolve', 'jwk-local-missing', 'secret-key-missing', 'secret-key-invalid'])

/** Clerk's own `verifyToken`, with the checks that it leaves out before and after it. Asks the network for keys only. */
@Injectable()
export class SdkTokenVerifier implements TokenVerifier {
  private readonly expected: ExpectedClaims

  constructor(@Inject(THROUGHLINE_OPTIONS) private readonly options: ResolvedOptions) {
    const { publishableKey, issuers, authorizedParties } = options.clerk
    if (authorizedParties.length === 0) throw new Error('clerk.authorizedParties is empty: any app of the instance could call this one.')
    this.expected = { issuers: issuers ?? [issuerOf(publishableKey)], authorizedParties }
  }

  async verify(token: string): Promise<VerifiedToken> {
    if (Buffer.byteLength(token) > this.options.limits.maxTokenBytes) throw new TokenRejectedError('token-invalid', 'The token is too long.')
    const { header, payload } = decode(token)
    checkHeader(header)
    await this.verifySignatureAndTimes(token)
    checkPayload(payload, this.expected)
    return { actor: actorOf(payload), expiresAt: Number(payload['exp']) * 1_000 }
  }

  private async verifySignatureAndTimes(token: string): Promise<void> {
    const { secretKey, apiUrl, jwtKey, clockSkewSeconds = 5 } = this.options.clerk
    try {
      await verifyToken(token, {
        clockSkewInMs: clockSkewSeconds * 1000,
        ...(jwtKey ? { jwtKey } : { secretKey, ...(apiUrl && { apiUrl }) }),
      })
    } catch (cause) {
      const { reason } = cause as { reason?: string } // the SDK's TokenVerificationError, in one of its two copies
      // The SDK gives a reason for whatever is wrong with a token. Without one, fetching the keys failed: nobody answered,
      // or a proxy answered with a page.
      if (reason ? KEY_PROBLEMS.has(reason) : !jwtKey) throw new KeysUnavailableError(`Clerk's keys cannot be had: ${reason ?? cause}.`, { cause })
      throw new TokenRejectedError(reason === 'token-expired' ? 'token-expired' : 'token-invalid', `Refused by the SDK: ${reason ?? cause}.`, { cause })
    }
  }
}
