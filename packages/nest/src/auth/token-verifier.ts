import type { Actor } from '@throughline/contract'

/** What a good token says. Frozen, since it may be handed to every request that brings the token again. */
export interface VerifiedToken {
  readonly actor: Actor
  /** When the token ends, in milliseconds since the epoch. */
  readonly expiresAt: number
}

/** Turns a session token into the actor that it speaks for. */
export interface TokenVerifier {
  /**
   * Answers at once where nothing has to be fetched, and then throws at once too.
   *
   * @throws {TokenRejectedError} the token is not good
   * @throws {KeysUnavailableError} there is no key to tell
   */
  verify(token: string): VerifiedToken | Promise<VerifiedToken>
}

/** Injection token of the {@link TokenVerifier}; provide another one to replace verification. */
export const TOKEN_VERIFIER = Symbol('TOKEN_VERIFIER')

/** The token is refused. `problem` is for the log; the caller learns the reason alone. */
export class TokenRejectedError extends Error {
  constructor(
    readonly reason: 'token-expired' | 'token-invalid',
    problem: string,
    options?: ErrorOptions,
  ) {
    super(problem, options)
  }
}

/** The keys cannot be had right now, so that nothing can be said of any token: 503, not 401. */
export class KeysUnavailableError extends Error {}
