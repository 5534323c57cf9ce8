import * as z from 'zod'
import { suggestion, type Problem } from './problem.ts'

type Issue = z.core.$ZodIssue

/** What a schema has found, in words. */
export function schemaProblems(schema: z.ZodType, issues: readonly Issue[]): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: [...issue.path, key], message: unknownKey(key, namesAt(schema, issue.path)), ofKey: true }))
    if (issue.code === 'invalid_key') return [{ path: issue.path, message: issue.issues[0]?.message ?? 'is no name', ofKey: true }]
    return [{ path: issue.path, message: messageOf(issue) }]
  })
}

function messageOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, issue.input)
    case 'invalid_value':
      return `is ${shown(issue.input)}, and has to be ${issue.values.map(shown).join(' or ')}`
    case 'too_small':
      return issue.origin === 'string' ? 'is empty' : `is less than ${String(issue.minimum)}`
    default:
      return issue.message
  }
}

function wrongType(expected: string, input: unknown): string {
  if (input === undefined) return 'is missing'
  const wanted = NAMES[expected] ?? expected
  const plain = typeof input === 'number' || typeof input === 'boolean'
  if (expected === 'string' && plain) return `is ${kindOf(input)}, and has to be ${wanted}: put it in quotes`
  return `is ${kindOf(input)}, and has to be ${wanted}`
}

const NAMES: Readonly<Record<string, string>> = { string: 'text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list', object: 'a record', record: 'a record' }

function kindOf(value: unknown): string {
  if (value === null) return 'empty'
  return Array.isArray(value) ? 'a list' : NAMES[typeof value] ?? typeof value
}

const shown = (value: unknown) => (typeof value === 'string' || value === null ? JSON.stringify(value) : typeof value === 'object' ? kindOf(value) : String(value))

export function unknownKey(name: string, known: readonly string[]): string {
  const meant = suggestion(name, known)
  return meant === undefined ? `is not known here; ${known.join(', ')} are` : `is not known; did you mean ${meant}?`
}

/** The names that a schema knows at a path, by way of its JSON Schema. */
function namesAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let node: JsonSchema = z.toJSONSchema(schema, { unrepresentable: 'any' }) as JsonSchema // the parts of it that are read here
  for (const part of path) node = (typeof part === 'number' ? node.items : node.properties?.[String(part)] ?? node.additionalProperties) || {}
  return Object.keys(node.properties ?? {})
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: JsonSchema | false
  readonly items?: JsonSchema
}
