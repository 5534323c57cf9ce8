import { describe, expect, it } from 'vitest'
import { refusalOfStandIn } from './refuse-stand-in.ts'
import { usesStandIn } from './uses-stand-in.ts'

const keyFor = (host: string) => `pk_test_${btoa(`${host}$`)}`
const standIn = keyFor('clerk.throughline.localhost')
const production = { NODE_ENV: 'production', NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: standIn }

describe('usesStandIn', () => {
  it('tells the stand-in’s key from a real one, with and without padding', () => {
    expect(usesStandIn(standIn)).toBe(true)
    expect(usesStandIn(standIn.replace(/=+$/, ''))).toBe(true)
    for (const other of [keyFor('happy-cat-1.clerk.accounts.dev'), keyFor('clerk.localhost.example.com'), 'pk_test_%%%', '', undefined]) {
      expect(usesStandIn(other ?? '')).toBe(false)
    }
  })
})

describe('refusalOfStandIn', () => {
  it('lets development and real keys pass', () => {
    expect(refusalOfStandIn({ ...production, NODE_ENV: 'development' })).toBeNull()
    expect(refusalOfStandIn({ ...production, NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: keyFor('clerk.example.com') })).toBeNull()
  })

  it('refuses the stand-in in production unless it is allowed and everything is on this machine', () => {
    expect(refusalOfStandIn(production)).toContain('public')
    const allowed = { ...production, THROUGHLINE_ALLOW_STAND_IN: '1', API_URL: 'http://127.0.0.1:4000', CLERK_API_URL: 'http://localhost:4400' }
    expect(refusalOfStandIn(allowed)).toBeNull()
    expect(refusalOfStandIn({ ...allowed, CLERK_API_URL: 'http://127.0.0.1.example.com' })).toContain('CLERK_API_URL')
    expect(refusalOfStandIn({ ...allowed, __NEXT_PRIVATE_ORIGIN: 'http://192.168.0.7:3000' })).toContain('__NEXT_PRIVATE_ORIGIN')
  })
})
