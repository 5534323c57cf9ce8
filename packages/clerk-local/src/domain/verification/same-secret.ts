import { timingSafeEqual } from 'node:crypto'

/** Whether it is the secret that is kept, in a time that says nothing of how much of it is right. Nothing is never a secret. */
export function sameSecret(kept: string | Buffer, given: string | Buffer): boolean {
  const [left, right] = [Buffer.from(kept as string), Buffer.from(given as string)] // Buffer.from takes either, but not a union
  return left.length > 0 && left.length === right.length && timingSafeEqual(left, right)
}
