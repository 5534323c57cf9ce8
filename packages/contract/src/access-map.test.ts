import * as z from 'zod'
import { expect, it } from 'vitest'
import { accessMap, can, type AccessMap } from './access-map.ts'
import { query } from './define.ts'

const output = z.string()
const contract = {
  system: { info: query({ summary: 'Tell.', access: 'public', output }) },
  ticket: { get: query({ summary: 'Show.', access: 'org:ticket:read', output }) },
}

it('keeps the access of every procedure and no schema', () => {
  expect(accessMap(contract)).toEqual({ 'system.info': 'public', 'ticket.get': 'org:ticket:read' })
})

it('survives the way to the browser as plain data', () => {
  const map: AccessMap<typeof contract> = JSON.parse(JSON.stringify(accessMap(contract)))
  expect(can(map, null, 'system.info')).toBe(true)
  expect(can(map, null, 'ticket.get')).toBe(false)
})

it('refuses a path that the contract does not name', () => {
  for (const path of ['ticket.list', 'constructor', '__proto__'])
    expect(can(accessMap(contract), null, path as 'ticket.get')).toBe(false) // a path from outside the type
})
