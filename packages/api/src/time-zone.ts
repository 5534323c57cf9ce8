import * as z from 'zod'

/** An IANA time zone that this runtime knows, such as `Europe/Paris`. */
export const timeZoneSchema = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: 'Choose a time zone from the list, such as Europe/Paris.' })

function isTimeZone(name: string): boolean {
  // Intl also takes offsets such as `+02:00`, which are not zones: they know no daylight saving time.
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
