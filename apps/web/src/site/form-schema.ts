import type { fieldErrors } from '@throughline/next'

/** The part of a zod schema that a form needs. */
export interface Schema<T> {
  safeParse(values: unknown): { success: true; data: T } | { success: false; error: { issues: Parameters<typeof fieldErrors>[0] } }
}

// As long as the server waits for an answer of the API.
const PATIENCE_MS = 8_000

/**
 * What `load` imports; `undefined` where it cannot be had, as without a connection or after a deploy, or not soon. A
 * schema comes by import() when it is used first: with it comes zod, which no page has to wait for.
 */
export function loaded<T>(load: () => Promise<T>): Promise<T | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS, undefined))
  return Promise.race([load().catch(() => undefined), late])
}

/** Has what `load` imports at hand by the time that it is used. */
export function preload(load: () => Promise<unknown>): void {
  load().catch(() => {}) // whoever uses it asks again
}
