import * as z from 'zod'

/**
 * Text that PostgreSQL takes: its `text` holds no U+0000, and half of a surrogate pair has no UTF-8.
 *
 * @see https://www.postgresql.org/docs/current/datatype-character.html
 */
export const storableText = () => z.string().refine(isStorable, { error: 'Leave out the characters that cannot be stored.' })

function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text)
}
