import { TRPCClientError } from '@trpc/client'
import * as z from 'zod'
import { expect, it } from 'vitest'
import { currentOf } from './errors.ts'

const schema = z.object({ id: z.string(), at: z.date() })
const refusal = (code: string, current?: unknown) => TRPCClientError.from({ error: { message: 'No.', code: -32_009, data: { code, httpStatus: 409, requestId: 'r', ...(current !== undefined && { current }) } } } as never) // as the API sends it

it('takes the row as it is now out of a conflict', () => {
  const row = { id: '1', at: new Date(0) }
  expect(currentOf(refusal('CONFLICT', row), schema)).toEqual(row)
})

it.each([
  ['a conflict that carries none', refusal('CONFLICT')],
  ['one of another shape', refusal('CONFLICT', { id: 1 })],
  ['another refusal', refusal('NOT_FOUND', { id: '1', at: new Date(0) })],
  ['an error that is no answer', new Error('No.')],
])('finds none in %s', (_, error) => {
  expect(currentOf(error, schema)).toBeUndefined()
})
