import { createPublicKey, type KeyObject } from 'node:crypto'

/** Where the keys come from that tokens are verified with. */
export interface SigningKeys {
  /** Until when the keys at hand, and whatever was verified with them, may be used without asking; ms since the epoch. */
  readonly trustedUntil: number
  /**
   * Answers at once where the key is at hand.
   *
   * @throws {TokenRejectedError} there is no such key
   * @throws {KeysUnavailableError} nobody can say whether there is
   */
  find(kid: string | undefined): KeyObject | Promise<KeyObject>
  /** Calls back when a key that was good is not any more. */
  onRetired(listener: () => void): void
  start(): void
  stop(): void
}

/** One key from the configuration, whatever a token calls it. It changes by a new configuration only. */
export class ConfiguredKey implements SigningKeys {
  readonly trustedUntil = Infinity
  private readonly key: KeyObject

  /** @throws {Error} the text is not the PEM of a key that is taken */
  constructor(pem: string) {
    this.key = createPublicKey(pem)
    const problem = problemWithKey(this.key)
    if (problem) throw new Error(`clerk.jwtKey cannot be used: ${problem}.`)
  }

  find(): KeyObject {
    return this.key
  }

  onRetired(): void {}
  start(): void {}
  stop(): void {}
}

/** What is wrong with a public key for RS256; `null` for nothing (RFC 7518, 3.3: 2048 bits or more). */
export function problemWithKey({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string | null {
  if (asymmetricKeyType !== 'rsa') return 'it is not an RSA key'
  const { modulusLength = 0, publicExponent = 0n } = asymmetricKeyDetails ?? {}
  // The cost of one verification grows with the square of the length.
  if (modulusLength < 2_048 || modulusLength > 8_192) return 'an RSA key has 2048 to 8192 bits'
  return publicExponent < 3n || publicExponent > 0xffff_ffffn ? 'its exponent is not a usual one' : null
}
