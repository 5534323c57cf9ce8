import * as z from 'zod'
import { expect, it } from 'vitest'
import type { Access } from './access.ts'
import { contractFlaws } from './check.ts'
import { query } from './define.ts'

const sound = { summary: 'Show one.', access: 'user', output: z.object({ id: z.string() }) } as const

it('finds nothing wrong with a sound contract', () => {
  const input = z.strictObject({ id: z.string() })
  expect(contractFlaws({ ticket: { get: query({ ...sound, input }), list: query(sound) } })).toEqual([])
})

it('names a procedure whose access Clerk could not grant', () => {
  const access = 'org:Ticket Assign' as Access // compiles, since the type only asks for the prefix
  expect(contractFlaws({ ticket: { get: query({ ...sound, access }) } })).toEqual([
    'ticket.get: access "org:Ticket Assign" is not one that Clerk could grant',
  ])
})

it('names a procedure whose access was left out', () => {
  const undeclared = { ...query(sound), access: undefined } as unknown as ReturnType<typeof query<typeof sound.output, 'user'>> // as from JavaScript
  expect(contractFlaws({ ticket: { get: undeclared } })).toHaveLength(1)
})

it('refuses an input that lets unknown fields pass', () => {
  for (const input of [z.object({ id: z.string() }), z.looseObject({ id: z.string() })])
    expect(contractFlaws({ ticket: { get: query({ ...sound, input }) } })[0]).toMatch(/^ticket\.get: .*strictObject/)
})

it('refuses names that a path could not hold', () => {
  expect(contractFlaws({ 'support-desk': { get: query(sound) } })).toHaveLength(1)
  expect(contractFlaws({ ticket: { 'a.b': query(sound) } })).toHaveLength(1)
})

it('asks for a summary', () => {
  expect(contractFlaws({ ticket: { get: query({ ...sound, summary: ' ' }) } })).toEqual(['ticket.get: needs a summary'])
})
