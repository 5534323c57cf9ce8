import { join } from 'node:path'
import { instanceAt } from '@throughline/clerk-local'
import { describe, expect, it } from 'vitest'
import { environments, halfOfTheKeys, hasRealKeys } from './environment.ts'
import * as paths from './paths.ts'

const ports = { web: 3100, api: 4100, clerk: 4500 }
const real = { NODE_ENV: 'test' as const, NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k', CLERK_SECRET_KEY: 'sk_live_x' }
const derive = (given: NodeJS.ProcessEnv, mode: 'development' | 'production' = 'development') => environments({ mode, ports, given, dataDir: '/data', distDir: '.next-x' })

describe('without any key', () => {
  const { standIn, api, web } = derive({ NODE_ENV: 'test' })
  it('uses the stand-in, and every address follows the ports', () => {
    expect(standIn).toBe(true)
    expect(api).toMatchObject({ NODE_ENV: 'development', API_PORT: '4100', WEB_ORIGINS: 'http://localhost:3100', CLERK_AUTHORIZED_PARTIES: 'http://localhost:3100', CLERK_API_URL: 'http://127.0.0.1:4500', DATA_DIR: '/data', THROUGHLINE_SEED: '1' })
    expect(web).toMatchObject({ API_URL: 'http://127.0.0.1:4100', CLERK_FAPI_URL: 'http://127.0.0.1:4500/i/dev', NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: instanceAt(4500).publishableKey, NEXT_DIST_DIR: '.next-x' })
  })
})

describe('with the keys of a real instance', () => {
  it('sets no variable of the stand-in', () => {
    const { standIn, api, web } = derive(real)
    expect(standIn).toBe(false)
    for (const name of ['CLERK_API_URL', 'CLERK_FAPI_URL', 'NEXT_PUBLIC_CLERK_PROXY_URL', 'CLERK_WEBHOOK_SIGNING_SECRET']) expect({ ...api, ...web }).not.toHaveProperty(name)
  })

  it('leaves the authorized parties of production to the person', () => {
    expect(derive(real, 'production').api).not.toHaveProperty('CLERK_AUTHORIZED_PARTIES')
    expect(derive({ ...real, CLERK_AUTHORIZED_PARTIES: 'https://a.example' }, 'production').api['CLERK_AUTHORIZED_PARTIES']).toBe('https://a.example')
  })

  it('names the half that is missing', () => {
    expect(halfOfTheKeys(real)).toBeNull()
    expect(halfOfTheKeys({ NODE_ENV: 'test' })).toBeNull()
    expect(halfOfTheKeys({ ...real, CLERK_SECRET_KEY: '' })).toMatch(/CLERK_SECRET_KEY is missing/)
    expect(halfOfTheKeys({ ...real, NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: '' })).toMatch(/NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY is missing/)
  })
})

it('lets what the person has set win, but never the ports and folders that a stack was started with', () => {
  const { api, web } = derive({ NODE_ENV: 'test', WEB_ORIGINS: 'http://other.localhost:1', API_PORT: '1', DATA_DIR: '/other', NEXT_DIST_DIR: '.next', LOG_LEVEL: 'debug' })
  expect(api).toMatchObject({ WEB_ORIGINS: 'http://other.localhost:1', API_PORT: '4100', DATA_DIR: '/data', LOG_LEVEL: 'debug' })
  expect(web['NEXT_DIST_DIR']).toBe('.next-x')
})

it('starts a relative data folder at the repository, wherever a process runs', () => {
  const { api, web } = environments({ mode: 'development', ports, given: { NODE_ENV: 'test', DATA_DIR: 'mine' }, dataDir: 'mine' })
  expect([api['DATA_DIR'], web['DATA_DIR']]).toEqual([join(paths.root, 'mine'), join(paths.root, 'mine')])
})

it('takes an empty variable for none', () => {
  expect(hasRealKeys({ NODE_ENV: 'test', NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: '', CLERK_PUBLISHABLE_KEY: real.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY })).toBe(true)
  expect(hasRealKeys({ NODE_ENV: 'test', CLERK_PUBLISHABLE_KEY: '' })).toBe(false)
})
