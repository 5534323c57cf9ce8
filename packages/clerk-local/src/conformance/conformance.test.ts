import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, it, vi } from 'vitest'
import { createClerkLocal } from '../clerk-local.ts'
import { browserRequests, browserVersion } from './browser-requests.ts'
import { missingRoutes, servedRoutes } from './conformance.ts'
import { README, readmeWithTables } from './readme.ts'
import { recordSdk } from './record-sdk.ts'
import { sdkMethods, sdkVersion } from './sdk-methods.ts'
import { installedSdk } from './write-sdk-methods.ts'

it('knows what every method of the installed SDK asks for', async () => {
  vi.spyOn(console, 'warn').mockReturnValue() // the SDK’s word on methods that it will drop
  expect(await recordSdk()).toEqual(sdkMethods)
  expect(sdkVersion).toBe(installedSdk())
  expect(Object.entries(sdkMethods).filter(([, requests]) => requests.length === 0)).toEqual([])
})

it('knows every path that stands in the installed browser bundle', () => {
  const text = readFileSync(createRequire(import.meta.url).resolve('@clerk/clerk-js'), 'utf8')
  const paths = [...text.matchAll(/path:["`](\/[a-z_][^"`]+)["`]/g)].map(([, path = '']) => `/v1${path.replace(/\$\{[^}]*\}/g, ':')}`.replace(/\/$/, '').split('/'))
  expect(paths.length).toBeGreaterThan(50)
  const known = browserRequests.map(([, request]) => request.replace(/^\w+ /, '').replace(/:\w+/g, ':').split('/'))
  // What stands for a parameter in the bundle may be one of several words.
  const isKnown = (path: string[]) => known.some((each) => each.length === path.length && each.every((segment, at) => segment === path[at] || path[at] === ':'))
  expect(paths.filter((path) => !isKnown(path)).map((path) => path.join('/'))).toEqual([])
  expect(text).toContain(browserVersion)
})

it('says in the README what is served, as it is now', () => {
  const upToDate = readFileSync(README, 'utf8') === readmeWithTables()
  expect(upToDate, 'run: pnpm --filter @throughline/clerk-local conformance').toBe(true)
})

it('lists a request either among the routes or as missing', () => {
  const { backend } = servedRoutes()
  expect(backend).toContain('GET /v1/users/:id')
  const missing = missingRoutes().backend.map(({ request }) => request)
  expect(missing).toContain('GET /v1/billing/plans')
  expect(missing).not.toContain('GET /v1/users/:userId')
})

it('answers a method that is not served with 501 and its name, and warns once', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  const local = await createClerkLocal()
  try {
    const headers = { authorization: `Bearer ${local.secretKey}` }
    for (const { request } of missingRoutes().backend) {
      warn.mockClear()
      const [method = '', path = ''] = request.replace(/:\w+/g, 'some_id').split(' ')
      const answers = [await fetch(local.url + path, { method, headers }), await fetch(local.url + path, { method, headers })]
      for (const answer of answers) {
        expect(answer.status).toBe(501)
        expect(await answer.json()).toMatchObject({ errors: [{ code: 'not_served', message: expect.stringContaining(`${method} ${path}`) }] })
      }
      expect(warn).toHaveBeenCalledTimes(1)
    }
  } finally {
    await local.close()
  }
})
