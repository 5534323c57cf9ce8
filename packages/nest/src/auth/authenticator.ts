import { Inject, Injectable } from '@nestjs/common'
import type { Actor, ErrorReason } from '@throughline/contract'
import type { FastifyRequest } from 'fastify'
import { THROUGHLINE_OPTIONS, type ResolvedOptions } from '../options.ts'
import { isAllowedOrigin } from './origin.ts'
import { cookieSuffix, readCredential, type Credential } from './credential.ts'
import { KeysUnavailableError, TOKEN_VERIFIER, TokenRejectedError, type TokenVerifier } from './token-verifier.ts'

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
  /** Whether a write with a cookie may come from where this request comes from. */
  readonly originAllowed: boolean
}

/** Verifies the credential of a request, once, for tRPC and REST alike. */
@Injectable()
export class Authenticator {
  private readonly suffix: string

  constructor(
    @Inject(THROUGHLINE_OPTIONS) private readonly options: ResolvedOptions,
    @Inject(TOKEN_VERIFIER) private readonly verifier: TokenVerifier,
  ) {
    this.suffix = cookieSuffix(options.clerk.publishableKey)
  }

  /** Rejects on a bug only: what is wrong with a credential is part of the answer, and the policy decides whether it matters. */
  async authenticate(request: FastifyRequest): Promise<Authentication> {
    const credential = readCredential(request.raw.rawHeaders, this.suffix)
    const originAllowed = isAllowedOrigin(request.headers, this.options.allowedOrigins)
    const { kind } = credential
    if (kind === 'none') return { actor: null, credential: kind, failure: null, originAllowed }
    if (kind === 'malformed') return { actor: null, credential: kind, failure: refused(credential.problem), originAllowed }
    try {
      return { actor: await this.verifier.verify(credential.token), credential: kind, failure: null, originAllowed }
    } catch (error) {
      return { actor: null, credential: kind, failure: failureOf(error), originAllowed }
    }
  }
}

const refused = (problem: string): AuthenticationFailure => ({ code: 'UNAUTHORIZED', reason: 'token-invalid', problem })

function failureOf(error: unknown): AuthenticationFailure {
  if (error instanceof TokenRejectedError) return { code: 'UNAUTHORIZED', reason: error.reason, problem: error.message }
  if (error instanceof KeysUnavailableError) return { code: 'SERVICE_UNAVAILABLE', problem: error.message }
  throw error
}
