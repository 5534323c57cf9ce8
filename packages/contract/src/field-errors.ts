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
  for (const issue of issues) {
    const unknown = issue.code === 'unrecognized_keys' ? (issue.keys ?? []) : []
    const fields = unknown.length > 0 ? unknown.map((key) => [...issue.path, key]) : [issue.path]
    for (const path of fields) (byField[nameOf(path)] ??= []).push(issue.message)
  }
  return byField
}

const UNSAFE = new Set(['__proto__', 'constructor', 'prototype'])

/** No form has a field of these names, and superjson refuses to send an object that has one. */
const nameOf = (path: readonly PropertyKey[]) => (path.some((key) => UNSAFE.has(String(key))) ? '' : path.map(String).join('.'))
