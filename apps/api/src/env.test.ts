import { createClerkLocal } from '@throughline/clerk-local'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EnvironmentError, readDatabaseEnv, readEnv } from './env.ts'

let standIn: Record<string, string>
let jwtKey: string
let close: () => Promise<void>
beforeAll(async () => {
  const clerk = await createClerkLocal()
  standIn = clerk.env.api()
  jwtKey = clerk.jwtKey
  close = clerk.close
})
afterAll(() => close())

const key = (host: string, kind = 'test') => `pk_${kind}_${Buffer.from(`${host}$`).toString('base64')}`
const real = { CLERK_PUBLISHABLE_KEY: key('clerk.example.com', 'live'), CLERK_SECRET_KEY: 'sk_live_something' }
const production = { ...real, NODE_ENV: 'production', DATABASE_URL: 'postgres://db.example.com/app', CLERK_AUTHORIZED_PARTIES: 'https://app.example.com' }

/** The names of the variables that are refused, and the lines about them. */
function refusedBy(source: Record<string, string | undefined>): { names: string[]; lines: readonly string[] } {
  try {
    readEnv(source)
  } catch (error) {
    if (error instanceof EnvironmentError) return { names: error.problems.map((line) => line.split(' ', 1)[0]!), lines: error.problems } // split() answers one part at least
    throw error
  }
  return { names: [], lines: [] }
}

describe('in development', () => {
  it('needs the stand-in’s three variables and defaults the rest', () => {
    expect(readEnv(standIn)).toMatchObject({
      production: false,
      host: '127.0.0.1',
      port: 4000,
      databaseUrl: undefined,
      dataDir: expect.stringMatching(/\.data$/),
      webOrigins: ['http://localhost:3000'],
      clerk: { isStandIn: true, authorizedParties: ['http://localhost:3000'] },
      seed: false,
    })
  })

  it('takes the publishable key under the web’s name too', () => {
    const { CLERK_PUBLISHABLE_KEY, ...rest } = standIn
    expect(readEnv({ ...rest, NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: CLERK_PUBLISHABLE_KEY }).clerk.isStandIn).toBe(true)
  })

  it('takes a public key whose line breaks are written as \\n', () => {
    expect(readEnv({ ...standIn, CLERK_JWT_KEY: jwtKey.replaceAll('\n', '\\n') }).clerk.jwtKey).toBe(jwtKey)
  })

  it('seeds the stand-in’s users and never those of a real instance', () => {
    expect(readEnv({ ...standIn, THROUGHLINE_SEED: '1' }).seed).toBe(true)
    expect(readEnv({ ...real, THROUGHLINE_SEED: '1' }).seed).toBe(false)
  })

  it('takes a variable that is set to nothing for one that is not set', () => {
    expect(readEnv({ ...standIn, DATABASE_URL: '', API_PORT: ' ' })).toMatchObject({ databaseUrl: undefined, port: 4000 })
  })
})

it('says everything that is wrong at once, one line for each variable', () => {
  const { names, lines } = refusedBy({
    NODE_ENV: 'staging',
    API_PORT: '70000',
    DATABASE_URL: 'mysql://localhost/app',
    WEB_ORIGINS: 'http://localhost:3000/path',
    CLERK_PUBLISHABLE_KEY: 'pk_test_%%%',
    CLERK_JWT_KEY: 'not a key',
    CLERK_WEBHOOK_SIGNING_SECRET: 'whsec_',
    LOG_LEVEL: 'loud',
    THROUGHLINE_SEED: 'yes',
  })
  expect(names).toEqual(['NODE_ENV', 'API_PORT', 'DATABASE_URL', 'WEB_ORIGINS', 'CLERK_PUBLISHABLE_KEY', 'CLERK_JWT_KEY', 'CLERK_WEBHOOK_SIGNING_SECRET', 'LOG_LEVEL', 'THROUGHLINE_SEED', 'CLERK_SECRET_KEY'])
  for (const line of lines) expect(line).toMatch(/\b(is|looks like|and)\b/)
})

it('never repeats a secret', () => {
  const { lines } = refusedBy({ CLERK_SECRET_KEY: 'hunter2', CLERK_JWT_KEY: 'hunter2', CLERK_WEBHOOK_SIGNING_SECRET: 'hunter2', DATABASE_URL: 'hunter2' })
  expect(lines.join('\n')).not.toContain('hunter2')
})

describe('with the keys of a real instance', () => {
  it('refuses what belongs to the stand-in', () => {
    expect(refusedBy({ ...real, CLERK_API_URL: 'http://127.0.0.1:4400', CLERK_FAPI_URL: 'http://127.0.0.1:4400/i/dev' }).names).toEqual(['CLERK_API_URL', 'CLERK_FAPI_URL'])
  })

  it('refuses the stand-in’s webhook secret, with which anybody could sign, and takes one of its own', () => {
    const { CLERK_WEBHOOK_SIGNING_SECRET } = standIn
    expect(refusedBy({ ...real, CLERK_WEBHOOK_SIGNING_SECRET }).names).toEqual(['CLERK_WEBHOOK_SIGNING_SECRET'])
    expect(readEnv({ ...real, CLERK_WEBHOOK_SIGNING_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }).clerk.webhookSecret).toMatch(/^whsec_/)
  })

  it('refuses two keys of two instances', () => {
    expect(refusedBy({ ...real, CLERK_SECRET_KEY: standIn['CLERK_SECRET_KEY'] }).names).toContain('CLERK_SECRET_KEY')
    expect(refusedBy({ ...real, CLERK_SECRET_KEY: 'sk_test_something' }).names).toEqual(['CLERK_SECRET_KEY'])
    expect(refusedBy({ ...standIn, CLERK_PUBLISHABLE_KEY: real.CLERK_PUBLISHABLE_KEY }).names).toContain('CLERK_SECRET_KEY')
  })
})

it('refuses the stand-in’s keys without the stand-in’s address: they would travel to the real Clerk', () => {
  expect(refusedBy({ ...standIn, CLERK_API_URL: undefined }).names).toEqual(['CLERK_API_URL'])
})

describe('in production', () => {
  const tried = () => ({ ...standIn, NODE_ENV: 'production', THROUGHLINE_ALLOW_STAND_IN: '1', THROUGHLINE_ALLOW_PGLITE: '1', CLERK_AUTHORIZED_PARTIES: 'http://localhost:3000' })

  it('starts with real keys, PostgreSQL and authorized parties, for everybody', () => {
    expect(readEnv(production)).toMatchObject({ production: true, host: '0.0.0.0', clerk: { isStandIn: false, authorizedParties: ['https://app.example.com'] } })
  })

  it('refuses missing authorized parties, whatever the web’s origins are', () => {
    expect(refusedBy({ ...production, CLERK_AUTHORIZED_PARTIES: undefined, WEB_ORIGINS: 'https://app.example.com' }).names).toEqual(['CLERK_AUTHORIZED_PARTIES'])
  })

  it('refuses the embedded database unless it is allowed', () => {
    expect(refusedBy({ ...production, DATABASE_URL: undefined }).names).toEqual(['DATABASE_URL'])
    expect(readEnv({ ...production, DATABASE_URL: undefined, THROUGHLINE_ALLOW_PGLITE: '1' }).databaseUrl).toBeUndefined()
  })

  it('refuses the stand-in’s keys unless they are allowed', () => {
    expect(readEnv(tried())).toMatchObject({ production: true, host: '127.0.0.1', clerk: { isStandIn: true } })
    expect(refusedBy({ ...tried(), THROUGHLINE_ALLOW_STAND_IN: undefined }).names).toEqual(['CLERK_SECRET_KEY'])
  })

  it.each([
    ['API_HOST', '0.0.0.0'],
    ['API_HOST', '::'],
    ['DATABASE_URL', 'postgres://db.example.com/app'],
    ['DATABASE_URL', 'postgres://localhost/app?host=localhost&host=db.example.com'],
    ['CLERK_API_URL', 'http://127.0.0.1.example.com:4400'],
    ['WEB_ORIGINS', 'http://localhost:3000,https://app.example.com'],
    ['CLERK_AUTHORIZED_PARTIES', 'http://192.168.0.7:3000'],
  ])('refuses allowed stand-in keys while %s is %s', (name, value) => {
    expect(refusedBy({ ...tried(), [name]: value }).names).toEqual([name])
  })
})

it.each(['postgres://127.0.0.1:5432/app', 'postgresql://localhost/app?host=/var/run/postgresql'])('takes a database of this machine beside allowed stand-in keys: %s', (databaseUrl) => {
  const tried = { ...standIn, NODE_ENV: 'production', THROUGHLINE_ALLOW_STAND_IN: '1', CLERK_AUTHORIZED_PARTIES: 'http://localhost:3000', DATABASE_URL: databaseUrl }
  expect(readEnv(tried).databaseUrl).toBe(databaseUrl)
})

it('needs nothing of Clerk for migrations', () => {
  expect(readDatabaseEnv({ DATABASE_URL: 'postgres://localhost/app' }).databaseUrl).toBe('postgres://localhost/app')
  expect(() => readDatabaseEnv({ DATABASE_URL: 'mysql://localhost/app' })).toThrow(EnvironmentError)
})
