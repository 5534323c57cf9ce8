import type { Stack } from '@throughline/stack'

/** A page to audit, and who looks at it. */
export interface Page {
  /** Its route, as it stands in the table. */
  readonly name: string
  /** Whose browser it is, by email address; a stranger's where nobody is named. */
  readonly user?: string
  /** Its address, without the origin; a page that needs something to show makes it here. */
  path(stack: Stack): Promise<string> | string
}
