import * as z from 'zod'
import { expect, it } from 'vitest'
import { fieldErrors } from './field-errors.ts'

const issuesOf = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues ?? []

it('keys messages by field, nested ones by dotted path', () => {
  const schema = z.strictObject({ name: z.string().min(1, { error: 'Enter a name.' }), tags: z.array(z.string()) })
  expect(fieldErrors(issuesOf(schema, { name: '', tags: ['a', 1] }))).toEqual({
    name: ['Enter a name.'],
    'tags.1': [expect.stringContaining('string')],
  })
})

it('reports an unknown field under its own name', () => {
  expect(fieldErrors(issuesOf(z.strictObject({}), { role: 'admin' }))).toEqual({ role: [expect.any(String)] })
})

it('stays small whatever was sent', () => {
  const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`key-${index}`, 1]))
  for (const [schema, value] of [[z.strictObject({}), many], [z.strictObject({}), { ['long'.repeat(100_000)]: 1 }], [z.array(z.string()), Object.values(many)]] as const)
    expect(JSON.stringify(fieldErrors(issuesOf(schema, value))).length).toBeLessThan(5_000)
})

it('keys what is wrong with the input as a whole by the empty string', () => {
  expect(Object.keys(fieldErrors(issuesOf(z.strictObject({}), 'text')))).toEqual([''])
})

it.each(['__proto__', 'constructor', 'prototype'])('takes a field called %s for a flaw of the input as a whole', (name) => {
  expect(fieldErrors([{ code: 'unrecognized_keys', path: [], keys: [name], message: 'no' }])).toEqual({ '': ['no'] })
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})
