import { randomUUID } from 'node:crypto'
import type { Organization } from './population.ts'

// Whatever is of organization 7 says so: `org07` is in its slug, in its people's ids, addresses and names, and in every
// text that is written there; and the ids that clients choose begin with 00000007. So whoever gets an answer can tell
// whose it is without knowing what else there is.
const MARKS = /org(\d\d)|\b000000(\d\d)-[0-9a-f]{4}-/g

/** An id for something new of this organization. */
export const markedId = ({ number }: Organization) => `000000${number}${randomUUID().slice(8)}`

/** A text for something of this organization. */
export const markedText = ({ slug }: Organization, text: string) => `${slug} ${text}`

/** The marks of other organizations in an answer as it came, headers aside: there must be none. */
export function foreignMarks(text: string, { number }: Organization): string[] {
  return [...text.matchAll(MARKS)].filter(([, slug, id]) => (slug ?? id) !== number).map(([mark]) => mark)
}
