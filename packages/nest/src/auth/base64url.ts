const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * Whether a text in the alphabet of base64url stands for whole bytes and is the only way to write them (RFC 4648, 3.5).
 * Node decodes the others too, so that one signature would have several spellings.
 */
export function isCanonical(encoded: string): boolean {
  const rest = encoded.length % 4
  if (rest === 0) return true
  if (rest === 1) return false
  const unused = rest === 2 ? 0b1111 : 0b11
  return (ALPHABET.indexOf(encoded.charAt(encoded.length - 1)) & unused) === 0
}
