import * as z from 'zod'

/** The id of a row, in the one spelling that is stored: PostgreSQL reads either case as one id, text is compared as it is. */
export const idSchema = z.uuid().toLowerCase()
