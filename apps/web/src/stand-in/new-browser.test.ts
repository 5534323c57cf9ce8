import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { NextRequest, NextResponse, type NextFetchEvent } from 'next/server'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { knowingNewBrowsers } from './new-browser.ts'

const EVENT = {} as NextFetchEvent // is only passed on
const PAGE = { 'sec-fetch-dest': 'document' }

let standIn: Server
/** What Clerk's SDK is given, by its cookies. */
let seen: (string | undefined)[]
/** What the SDK itself gives the browser. */
let given: Record<string, string>
const proxy = knowingNewBrowsers((request) => {
  seen.push(request.cookies.get('__clerk_db_jwt')?.value)
  return NextResponse.next({ headers: given })
})
const visit = async (headers: Record<string, string>, method = 'GET') =>
  ((await proxy(new NextRequest('http://localhost:3000/', { headers, method }), EVENT)) as NextResponse).headers.getSetCookie()

beforeEach(async () => {
  seen = []
  given = {}
  let count = 0
  standIn = createServer(({ method, url }, response) => {
    if (method === 'POST' && url === '/i/dev/v1/dev_browser') response.end(JSON.stringify({ token: `dvb_${++count}` }))
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => standIn.listen(0, '127.0.0.1', resolve))
  vi.stubEnv('CLERK_FAPI_URL', `http://127.0.0.1:${(standIn.address() as AddressInfo).port}/i/dev`)
})
afterEach(() => {
  vi.unstubAllEnvs()
  standIn.close()
})

it('gives a browser that is new a token, which Clerk’s SDK and the browser both get', async () => {
  expect(await visit(PAGE)).toEqual(['__clerk_db_jwt=dvb_1; Path=/; Max-Age=315360000; SameSite=Lax'])
  expect(await visit(PAGE)).toEqual([expect.stringContaining('dvb_2')])
  expect(seen).toEqual(['dvb_1', 'dvb_2'])
})

it.each([
  ['a browser that has one', { ...PAGE, cookie: '__clerk_db_jwt=dvb_old' }, 'dvb_old'],
  ['one whose token has the instance’s suffix', { ...PAGE, cookie: '__clerk_db_jwt_UIMFyGx=dvb_old' }, undefined],
  ['what is not for a page', { 'sec-fetch-dest': 'empty' }, undefined],
  ['a client that is no browser', {}, undefined],
])('leaves %s alone', async (_, headers, token) => {
  expect(await visit(headers)).toEqual([])
  expect(seen).toEqual([token])
})

it('leaves a form that is sent from another site alone', async () => {
  expect(await visit(PAGE, 'POST')).toEqual([])
  expect(seen).toEqual([undefined])
})

it('gives way to the token that Clerk’s SDK has for the browser', async () => {
  given = { 'set-cookie': '__clerk_db_jwt=dvb_signed_in; Path=/' }
  expect(await visit(PAGE)).toEqual(['__clerk_db_jwt=dvb_signed_in; Path=/'])
})

it('leaves it to Clerk’s SDK where the stand-in does not answer', async () => {
  vi.stubEnv('CLERK_FAPI_URL', 'http://127.0.0.1:9')
  expect(await visit(PAGE)).toEqual([])
  expect(seen).toEqual([undefined])
})
