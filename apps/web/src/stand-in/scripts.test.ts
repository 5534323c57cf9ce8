import { NextRequest, NextResponse, type NextFetchEvent } from 'next/server'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { passingScriptsOn } from './scripts.ts'

const EVENT = {} as NextFetchEvent // is only passed on
const proxy = passingScriptsOn(() => NextResponse.next({ headers: { 'x-clerk': 'asked' } }))
const sent = async (path: string) => {
  const { headers } = (await proxy(new NextRequest(`http://localhost:3000${path}`), EVENT)) as NextResponse
  return { to: headers.get('x-middleware-rewrite'), clerk: headers.get('x-clerk') }
}

beforeEach(() => void vi.stubEnv('CLERK_FAPI_URL', 'http://127.0.0.1:4400/i/dev'))
afterEach(() => void vi.unstubAllEnvs())

it('sends Clerk’s scripts to the stand-in', async () => {
  expect(await sent('/__clerk/npm/@clerk/ui@1/dist/ui.browser.js?v=1')).toEqual({ to: 'http://127.0.0.1:4400/i/dev/npm/@clerk/ui@1/dist/ui.browser.js?v=1', clerk: null })
})

it('leaves them to Clerk’s SDK where it is not said where the stand-in is', async () => {
  vi.stubEnv('CLERK_FAPI_URL', undefined)
  expect(await sent('/__clerk/npm/@clerk/ui@1/dist/ui.browser.js')).toEqual({ to: null, clerk: 'asked' })
})

it.each(['/', '/__clerk/v1/client', '/__clerk/npm', '/tickets/__clerk/npm/x.js', '/__clerk/npm/../v1/client', '/__clerk/npm/%2e%2e/v1/client'])('leaves %s to Clerk’s SDK', async (path) => {
  expect(await sent(path)).toEqual({ to: null, clerk: 'asked' })
})
