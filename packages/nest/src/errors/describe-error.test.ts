import { BadRequestException, NotFoundException } from '@nestjs/common'
import { TRPCError } from '@trpc/server'
import { describe, expect, it } from 'vitest'
import { anyTrpcError } from './as-trpc-error.ts'
import { describeError } from './describe-error.ts'
import { DomainError } from './domain-error.ts'

const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}
class Refusal extends DomainError {
  constructor(
    readonly code: 'CONFLICT' | 'NOT_FOUND',
    override readonly current: object,
  ) {
    super('No.')
  }
}
const secret = 'password=hunter2'

describe('what a caller learns', () => {
  it.each<[string, unknown]>([
    ['an error', new Error(secret)],
    ['an error of a library that had a status from elsewhere', Object.assign(new Error(secret), { statusCode: 404 })],
    ['an error that looks like Fastify’s and is none', Object.assign(new Error(secret), { statusCode: 200, code: 'FST_X' })],
    ['an error that calls itself tRPC’s', Object.assign(new Error(secret), { name: 'TRPCError', code: 'NOPE' })],
    ['text', secret],
    ['nothing', undefined],
  ])('of %s is a mask', (_, thrown) => {
    expect(describeError(thrown)).toEqual({ message: 'Internal server error', data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500 }, unexpected: true })
  })

  it.each<[unknown, string, number]>([
    [new BadRequestException('No.'), 'No.', 400],
    [new TRPCError({ code: 'CONFLICT', message: 'Taken.' }), 'Taken.', 409],
    [Object.assign(new Error('Too large.'), { statusCode: 413, code: 'FST_ERR_CTP_BODY_TOO_LARGE' }), 'Too large.', 413],
  ])('of %s is what it says', (thrown, message, httpStatus) => {
    expect(describeError(thrown)).toMatchObject({ message, data: { httpStatus }, unexpected: false })
  })

  it('of a conflict is the row as it is now, and of nothing else', () => {
    expect(describeError(new Refusal('CONFLICT', { id: 1 })).data).toEqual({ code: 'CONFLICT', httpStatus: 409, current: { id: 1 } })
    expect(describeError(new Refusal('NOT_FOUND', { id: 1 })).data).toEqual({ code: 'NOT_FOUND', httpStatus: 404 })
  })

  it.each(['Cannot GET /trpc/x', 'Cannot OPTIONS *', 'Cannot GET http://evil.example/x'])('of an address that is not there, %s, is not the address', (message) => {
    expect(describeError(new NotFoundException(message)).message).toBe('There is nothing at this address.')
  })
})

it.each<[string, () => unknown]>([
  ['a revoked proxy', revoked],
  ['an object whose getters throw', () => ({ get message() { throw new Error('no') } })],
  ['a frozen object', () => Object.freeze({ message: 'x' })],
  ['null', () => null],
])('makes an error of %s', (_, thrown) => {
  expect(anyTrpcError(thrown())).toMatchObject({ name: 'TRPCError', code: 'INTERNAL_SERVER_ERROR' })
})
