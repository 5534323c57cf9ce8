import { afterAll, beforeEach } from 'vitest'
import { createClerkLocal, type ClerkLocal, type ClerkLocalOptions } from '../src/clerk-local.ts'

/** The stand-in of one file of tests, awaited at its top: at its seed before each of them, closed after the last. */
export async function standIn(options?: ClerkLocalOptions): Promise<ClerkLocal> {
  const local = await createClerkLocal(options)
  beforeEach(() => local.reset())
  afterAll(() => local.close())
  return local
}
