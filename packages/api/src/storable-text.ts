import * as z from 'zod'

/**
 * Text that PostgreSQL takes: its `text` holds no U+0000, and half of a surrogate pair has no UTF-8. Nor any other control
 * character but tab and the ends of lines: nobody sees them, and JSON writes six characters for each.
 *
 * @see https://www.postgresql.org/docs/current/datatype-character.html
 */
export const storableText = () =>
  z
    .string()
    .refine(isStorable, { error: 'Leave out the characters that cannot be stored.' })
    .refine((text) => !CONTROL.test(text), { error: 'Leave out the control characters.' })

/** Text in which there is something to see; `missing` is said where there is not. */
export const visibleText = (missing: string) =>
  storableText()
    .trim()
    .min(1, { error: missing, abort: true })
    .refine((text) => VISIBLE.test(text), { error: missing })

/** Whether PostgreSQL takes a text, as text and within JSON. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text)
}

// U+0000 is among those that cannot be stored.
const CONTROL = /[\x01-\x08\v\f\x0e-\x1f]/ // oxlint-disable-line no-control-regex -- they are what it looks for

// A letter, digit, sign or symbol that draws something: not a Hangul filler, nor the Braille pattern without dots.
const VISIBLE = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u
