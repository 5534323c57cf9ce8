import { DomainError } from '@throughline/nest'

/** A cursor that no page has given out. */
export class UnknownCursorError extends DomainError {
  readonly code = 'BAD_REQUEST'
  constructor() {
    super('This list cannot be continued from here. Start from its beginning.')
  }
}

/** The sort key of a page's last row, opaque to callers: what is inside may change. */
export function encodeCursor(...key: readonly string[]): string {
  return Buffer.from(key.join(' ')).toString('base64url')
}

/**
 * The groups of `shape` in a cursor.
 *
 * @throws {UnknownCursorError}
 */
export function decodeCursor(cursor: string, shape: RegExp): string[] {
  const groups = shape.exec(Buffer.from(cursor, 'base64url').toString())?.slice(1)
  if (!groups) throw new UnknownCursorError()
  return groups
}
