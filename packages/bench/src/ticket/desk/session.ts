import type { ClerkLocal } from '@throughline/clerk-local'
import type { Person } from './population.ts'

export interface Token {
  readonly text: string
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

/** As Clerk's. */
const LIFETIME_S = 60
/** A call may wait for its turn before the API looks at its token. */
const LEFT_MS = 15_000

/** Somebody who is signed in: has a token at any time, as Clerk's SDK has in a browser. */
export class Session {
  private current: Promise<Token> | undefined
  private until = 0

  constructor(
    private readonly clerk: ClerkLocal,
    readonly person: Person,
  ) {}

  /** A token that is good for some time yet. */
  async token(): Promise<string> {
    if (this.until - Date.now() < LEFT_MS) {
      // The first one is in the middle of its life, so that not everybody needs the next one at once.
      const seconds = this.current ? LIFETIME_S : LEFT_MS / 1_000 + Math.ceil(Math.random() * (LIFETIME_S - LEFT_MS / 1_000))
      this.current = this.mint(seconds)
      this.until = expiry(seconds)
    }
    return (await this.current!).text // made above, at the latest
  }

  /** A token of its own that lives so long. */
  async mint(seconds = LIFETIME_S): Promise<Token> {
    const expiresAt = expiry(seconds)
    return { text: await this.clerk.token(this.person.email, { organization: this.person.organization.slug, expiresIn: seconds }), expiresAt }
  }
}

/** Tokens count in whole seconds. */
const expiry = (seconds: number) => (Math.floor(Date.now() / 1_000) + seconds) * 1_000
