import { Inject, Injectable } from '@nestjs/common'
import type { Actor, ErrorReason } from '@throughline/contract'
import type { FastifyRequest } from 'fastify'
import { noteRefusal } from '../errors/refusal-reason.ts'
import { THROUGHLINE_OPTIONS, type ResolvedOptions } from '../options.ts'
import { isAllowedOrigin } from './origin.ts'
import { cookieSuffix, readCredential, type Credential } from './credential.ts'
import { SessionRevocations } from './session-revocations.ts'
import { KeysUnavailableError, TOKEN_VERIFIER, TokenRejectedError, type TokenVerifier, type VerifiedToken } from './token-verifier.ts'

/** Why nobody could be recognised, although somebody tried. */
export interface AuthenticationFailure {
  readonly code: 'UNAUTHORIZED' | 'SERVICE_UNAVAILABLE'
  readonly reason?: ErrorReason
  /** For the log. */
  readonly problem: string
}

/** What a request's credential came to. */
export interface Authentication {
  readonly actor: Actor | null
  readonly credential: Credential['kind']
  readonly failure: AuthenticationFailure | null
  /** Whether a write may come from where this request comes from; always true where no cookie signs it in. */
  readonly originAllowed: boolean
  /** When the token ends, in milliseconds since the epoch; `null` without an actor. */
  readonly expiresAt: number | null
}

/** Verifies the credential of a request, once, for tRPC and REST alike. */
@Injectable()
export class Authenticator {
  private readonly suffix: string

  constructor(
    @Inject(THROUGHLINE_OPTIONS) private readonly options: ResolvedOptions,
    @Inject(TOKEN_VERIFIER) private readonly verifier: TokenVerifier,
    @Inject(SessionRevocations) private readonly revocations: SessionRevocations,
  ) {
    this.suffix = cookieSuffix(options.clerk.publishableKey)
  }

  /**
   * At once where the token was seen before, or its key is at hand. Throws on a bug only: what is wrong with a credential
   * is part of the answer, and the policy decides whether it matters.
   */
  authenticate(request: FastifyRequest): Authentication | Promise<Authentication> {
    const credential = readCredential(request.raw.rawHeaders, this.suffix)
    if (credential.kind === 'none') return NOBODY
    if (credential.kind === 'malformed') return failed(request, credential, true, refused(credential.problem))
    // Only browsers' own cookies can be sent by another site's page.
    const originAllowed = credential.kind === 'bearer' || isAllowedOrigin(request.headers, this.options.allowedOrigins)
    try {
      const verified = this.verifier.verify(credential.token)
      if (!(verified instanceof Promise)) return this.accepted(request, credential, originAllowed, verified)
      return verified.then(
        (token) => this.accepted(request, credential, originAllowed, token),
        (error: unknown) => failed(request, credential, originAllowed, failureOf(error)),
      )
    } catch (error) {
      return failed(request, credential, originAllowed, failureOf(error))
    }
  }

  private accepted(request: FastifyRequest, credential: Credential, originAllowed: boolean, { actor, expiresAt }: VerifiedToken): Authentication {
    // At each request, whoever verified the token and whenever.
    if (this.revocations.isRevoked(actor)) return failed(request, credential, originAllowed, refused('The session was revoked.'))
    return { actor, credential: credential.kind, failure: null, originAllowed, expiresAt }
  }
}

const NOBODY: Authentication = Object.freeze({ actor: null, credential: 'none', failure: null, originAllowed: true, expiresAt: null })

function failed(request: FastifyRequest, { kind }: Credential, originAllowed: boolean, failure: AuthenticationFailure): Authentication {
  noteRefusal(request, failure.problem)
  return { actor: null, credential: kind, failure, originAllowed, expiresAt: null }
}

const refused = (problem: string): AuthenticationFailure => ({ code: 'UNAUTHORIZED', reason: 'token-invalid', problem })

function failureOf(error: unknown): AuthenticationFailure {
  if (error instanceof TokenRejectedError) return { code: 'UNAUTHORIZED', reason: error.reason, problem: error.message }
  if (error instanceof KeysUnavailableError) return { code: 'SERVICE_UNAVAILABLE', problem: error.message }
  throw error
}
