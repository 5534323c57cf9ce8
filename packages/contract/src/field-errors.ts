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
  // Without a prototype: a field called `__proto__` or `constructor` is a field like any other.
  const byField: Record<string, string[]> = Object.create(null) // Object.create is typed any
  for (const issue of issues) {
    const unknown = issue.code === 'unrecognized_keys' ? (issue.keys ?? []) : []
    const fields = unknown.length > 0 ? unknown.map((key) => [...issue.path, key]) : [issue.path]
    for (const path of fields) (byField[path.map(String).join('.')] ??= []).push(issue.message)
  }
  return byField
}
