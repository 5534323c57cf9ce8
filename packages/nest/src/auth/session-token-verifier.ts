import { verify, type KeyObject } from 'node:crypto'
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common'
import { THROUGHLINE_OPTIONS, type ResolvedOptions } from '../options.ts'
import { isCanonical } from './base64url.ts'
import { actorOf, checkPayload, type ExpectedClaims } from './claims.ts'
import { keyFetcher } from './fetch-keys.ts'
import { issuerOf } from './issuer.ts'
import { jsonObject } from './json-object.ts'
import { Jwks } from './jwks.ts'
import { SessionRevocations } from './session-revocations.ts'
import { ConfiguredKey, type SigningKeys } from './signing-keys.ts'
import { TokenHeaders, type TokenHeader } from './token-header.ts'
import { TokenRejectedError, type TokenVerifier, type VerifiedToken } from './token-verifier.ts'
import { tokenId, VerifiedTokenCache } from './verified-token-cache.ts'

const MAX_SKEW_S = 60
// Three parts in the alphabet of base64url: no padding, no white space, nothing that a decoder would have to overlook.
const WELL_FORMED = /^[\w-]+\.[\w-]+\.[\w-]+$/

/**
 * Verifies Clerk's session tokens on `node:crypto`: RS256 (RFC 7515, 7518) and the claims of version 2. A token that was
 * found good is known by its hash for as long as it stays good, and its key with it. Asks the network for keys only.
 *
 * Refuses all that `verifyToken` of `@clerk/backend` refuses, and what README.md lists beside it.
 */
@Injectable()
export class SessionTokenVerifier implements TokenVerifier, OnModuleInit, OnModuleDestroy {
  private readonly expected: ExpectedClaims
  private readonly maxLength: number
  private readonly keys: SigningKeys
  private readonly headers = new TokenHeaders()
  private readonly cache: VerifiedTokenCache
  /** Tokens that wait for a key, so that one that comes many times waits and is verified once. */
  private readonly waiting = new Map<string, Promise<VerifiedToken>>()
  private readonly stopListening: () => void

  constructor(
    @Inject(THROUGHLINE_OPTIONS) { clerk, limits }: ResolvedOptions,
    @Inject(SessionRevocations) revocations: SessionRevocations,
  ) {
    const { publishableKey, issuers, authorizedParties, clockSkewSeconds = 5, jwtKey } = clerk
    if (authorizedParties.length === 0) throw new Error('clerk.authorizedParties is empty: any app of the instance could call this one.')
    if (!(clockSkewSeconds >= 0 && clockSkewSeconds <= MAX_SKEW_S)) throw new Error(`clerk.clockSkewSeconds is 0 to ${MAX_SKEW_S}.`)
    this.expected = { issuers: issuers ?? [issuerOf(publishableKey)], authorizedParties, skewMs: clockSkewSeconds * 1_000 }
    this.maxLength = limits.maxTokenBytes
    this.cache = new VerifiedTokenCache(limits.maxCachedTokens)
    this.keys = jwtKey ? new ConfiguredKey(jwtKey) : new Jwks(keyFetcher(clerk))
    this.keys.onRetired(() => this.cache.clear())
    this.stopListening = revocations.onRevoked((revoked) => this.cache.drop(revoked))
  }

  onModuleInit(): void {
    this.keys.start()
  }

  onModuleDestroy(): void {
    this.keys.stop()
    this.stopListening()
  }

  verify(token: string): VerifiedToken | Promise<VerifiedToken> {
    if (token.length > this.maxLength) throw refused('it is too long')
    const id = tokenId(token)
    const now = Date.now()
    if (now < this.keys.trustedUntil) {
      const known = this.cache.get(id, now)
      if (known) return known
    }
    return this.waiting.get(id) ?? this.verifyNew(id, token)
  }

  private verifyNew(id: string, token: string): VerifiedToken | Promise<VerifiedToken> {
    if (!WELL_FORMED.test(token)) throw refused('it is not three parts of base64url')
    const encodedHeader = token.slice(0, token.indexOf('.'))
    const header = this.headers.read(encodedHeader)
    const key = this.keys.find(header.kid)
    const check = (found: KeyObject) => this.check(id, token, encodedHeader, header, found)
    if (!(key instanceof Promise)) return check(key)
    const verified = key.then(check).finally(() => this.waiting.delete(id))
    this.waiting.set(id, verified)
    return verified
  }

  private check(id: string, token: string, encodedHeader: string, header: TokenHeader, key: KeyObject): VerifiedToken {
    const border = token.lastIndexOf('.')
    const signature = token.slice(border + 1)
    // The signature before the claims: a forger learns nothing about what is expected of them.
    if (!verify('sha256', Buffer.from(token.slice(0, border), 'latin1'), key, Buffer.from(signature, 'base64url'))) throw refused('the signature is not the key’s')
    if (!isCanonical(signature)) throw refused('its signature is not canonical base64url')
    this.headers.remember(encodedHeader, header)
    const payload = jsonObject(token.slice(encodedHeader.length + 1, border), 'payload')
    const validity = checkPayload(payload, this.expected, Date.now())
    const verified = Object.freeze({ actor: actorOf(payload), expiresAt: validity.expiresAt })
    this.cache.set(id, verified, validity)
    return verified
  }
}

const refused = (problem: string) => new TokenRejectedError('token-invalid', `Refused: ${problem}.`)
