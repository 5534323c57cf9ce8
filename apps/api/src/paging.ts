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
 * The groups of `shape` in a cursor; never with U+0000, which PostgreSQL does not take.
 *
 * @throws {UnknownCursorError}
 */
export function decodeCursor(cursor: string, shape: RegExp): string[] {
  const key = Buffer.from(cursor, 'base64url').toString()
  const groups = key.includes('\0') ? undefined : shape.exec(key)?.slice(1)
  if (!groups) throw new UnknownCursorError()
  return groups
}

/** A place in a list by creation; ids tell those of one millisecond apart. */
export interface Place {
  readonly createdAt: Date
  readonly id: string
}

const PLACE = /^(\d{1,15}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/
/** The years of four digits, which JavaScript writes as PostgreSQL reads them. */
const LATEST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

export const encodePlace = ({ createdAt, id }: Place): string => encodeCursor(String(createdAt.getTime()), id)

/** @throws {UnknownCursorError} */
export function decodePlace(cursor: string): Place {
  const [milliseconds, id = ''] = decodeCursor(cursor, PLACE)
  const time = Number(milliseconds)
  if (time > LATEST_MS) throw new UnknownCursorError()
  return { createdAt: new Date(time), id }
}
