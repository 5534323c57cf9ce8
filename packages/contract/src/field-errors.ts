import type { FieldErrors } from './error-shape.ts'

/** The part of a zod issue that this needs. */
interface Issue {
  readonly code?: string | undefined
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly keys?: readonly string[]
}

/**
 * A schema's issues as a form shows them; the server's `error.data.fieldErrors` and a form's own check read the same.
 *
 * A field that the schema does not know is reported under its own name.
 */
export function fieldErrors(issues: readonly Issue[]): FieldErrors {
  const byField: Record<string, string[]> = {}
  let fields = 0
  for (const issue of issues) {
    const unknown = issue.code === 'unrecognized_keys' ? (issue.keys ?? []) : []
    // zod's message names every unknown key, and would stand at each of them.
    const message = unknown.length > 1 ? 'Unrecognized key' : issue.message.slice(0, MAX_TEXT)
    const paths = unknown.length > 0 ? unknown.slice(0, MAX_FIELDS).map((key) => [...issue.path, key]) : [issue.path]
    for (const path of paths) {
      if (fields++ === MAX_FIELDS) return byField
      ;(byField[nameOf(path)] ??= []).push(message)
    }
  }
  return byField
}

// More than any form has: an answer must not grow with whatever somebody sends.
const MAX_FIELDS = 50
const MAX_TEXT = 200

const UNSAFE = new Set(['__proto__', 'constructor', 'prototype'])

/** No form has a field of these names, and superjson refuses to send an object that has one. */
function nameOf(path: readonly PropertyKey[]): string {
  const name = path.map(String).join('.')
  return name.length > MAX_TEXT || path.some((key) => UNSAFE.has(String(key))) ? '' : name
}
