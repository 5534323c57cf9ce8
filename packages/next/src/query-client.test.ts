import { dehydrate, hydrate } from '@tanstack/react-query'
import { TRPCClientError } from '@trpc/client'
import { describe, expect, it } from 'vitest'
import { ApiUnavailableError } from './errors.ts'
import { createQueryClient, retryDelay, shouldRetry } from './query-client.ts'

const refused = (httpStatus: number) =>
  TRPCClientError.from({ error: { code: -32603, message: 'refused', data: { code: 'FORBIDDEN', httpStatus, requestId: 'r' } } })

describe('shouldRetry', () => {
  it('never repeats what the API has refused', () => {
    for (const status of [400, 401, 403, 404, 409, 413, 500]) expect(shouldRetry(0, refused(status))).toBe(false)
  })

  it('tries an unavailable API twice more and then stops', () => {
    for (const error of [refused(503), TRPCClientError.from(new ApiUnavailableError('down'))]) {
      expect([0, 1, 2, 3].map((failures) => shouldRetry(failures, error))).toEqual([true, true, false, false])
    }
  })

  it('lets the browser try once itself what the server could not prefetch', () => {
    expect([0, 1].map((failures) => shouldRetry(failures, new Error('redacted')))).toEqual([true, false])
  })

  it('waits longer each time', () => {
    expect(retryDelay(0)).toBeGreaterThanOrEqual(500)
    expect(retryDelay(1)).toBeGreaterThanOrEqual(1_000)
  })
})

describe('createQueryClient', () => {
  it('carries dates from the server to the browser', () => {
    const server = createQueryClient()
    server.setQueryData(['now'], new Date(0))
    const browser = createQueryClient()
    hydrate(browser, JSON.parse(JSON.stringify(dehydrate(server))))
    expect(browser.getQueryData(['now'])).toEqual(new Date(0))
  })
})
