import { randomBytes } from 'node:crypto'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** A new id as Clerk spells them: a prefix and 27 letters and digits, such as `user_2bXk…`. */
export function newId(prefix: string): string {
  return `${prefix}_${[...randomBytes(27)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')}`
}

/** The same id for the same name on every machine, for seeds: `user_ada000…`. */
export function seededId(prefix: string, name: string): string {
  return `${prefix}_${name.replace(/[^A-Za-z0-9]/g, '').padEnd(27, '0').slice(0, 27)}`
}
