import { describe, expect, it } from 'vitest'
import { Authenticator } from '../../../test/authenticator.ts'
import { creationOptions, requestOptions, verifyAssertion, verifyRegistration, type Expected } from './passkeys.ts'

const ORIGIN = 'http://localhost:3000'
const OWNER = { id: 'user_ada', name: 'ada@example.com' }
const rp = { id: 'localhost', name: 'App' }

function register(authenticator: Authenticator, wrong: Partial<Expected> = {}) {
  const options = creationOptions(rp, OWNER, [])
  return verifyRegistration(authenticator.create(JSON.stringify(options)), { challenge: options.challenge, rpId: 'localhost', origin: ORIGIN, ...wrong })
}

function signIn(authenticator: Authenticator, kept = register(authenticator), wrong: Partial<Expected> = {}, userId = OWNER.id) {
  const options = requestOptions('localhost', [kept.credentialId])
  return verifyAssertion(authenticator.get(JSON.stringify(options), { userId }), { ...kept, ownerId: OWNER.id }, { challenge: options.challenge, rpId: 'localhost', origin: ORIGIN, ...wrong })
}

describe.each(['ES256', 'RS256'] as const)('a passkey of %s', (algorithm) => {
  it('is kept after its making was checked, and signs in', () => {
    const authenticator = new Authenticator(algorithm)
    const kept = register(authenticator)
    expect(kept).toMatchObject({ credentialId: authenticator.id.toString('base64url'), publicKey: expect.stringContaining('BEGIN PUBLIC KEY') as unknown })
    expect(signIn(authenticator, kept)).toBe(1)
    expect(signIn(authenticator, { ...kept, signCount: 1 })).toBe(2)
  })

  it('does not pass for another one', () => {
    expect(() => signIn(new Authenticator(algorithm), register(new Authenticator(algorithm)))).toThrow('authentication failed')
    const authenticator = new Authenticator(algorithm)
    const stranger = register(new Authenticator(algorithm))
    expect(() => signIn(authenticator, { ...register(authenticator), publicKey: stranger.publicKey })).toThrow(expect.objectContaining({ meta: { reason: 'A wrong signature.' } }))
  })
})

it.each([
  ['another challenge', { challenge: 'AAAA' }, 'Another challenge.'],
  ['a page of another origin', { origin: 'http://localhost:3001' }, 'Another page.'],
  ['another host', { rpId: 'example.com' }, 'Another host.'],
])('an answer to %s is refused, in making a passkey and in using it', (_name, wrong, reason) => {
  expect(() => register(new Authenticator(), wrong)).toThrow(expect.objectContaining({ code: 'passkey_invalid_public_key_credential', meta: { param_name: 'public_key_credential', reason } }))
  const authenticator = new Authenticator()
  expect(() => signIn(authenticator, register(authenticator), wrong)).toThrow(expect.objectContaining({ code: 'passkey_authentication_failure', meta: { reason } }))
})

it('refuses an authenticator that did not look who was there', () => {
  const authenticator = new Authenticator()
  const kept = register(authenticator)
  authenticator.flags.userVerified = false
  expect(() => register(authenticator)).toThrow('is invalid')
  expect(() => signIn(authenticator, kept)).toThrow('authentication failed')
})

it('takes a key whose count went back, as one does that is synchronised between devices', () => {
  const authenticator = new Authenticator()
  const kept = register(authenticator)
  expect(signIn(authenticator, { ...kept, signCount: 7 })).toBe(1)
})

it('refuses a credential that its authenticator keeps for another user', () => {
  const authenticator = new Authenticator()
  expect(() => signIn(authenticator, register(authenticator), {}, 'user_alan')).toThrow('authentication failed')
})

it('refuses the making of a passkey as its use, and the other way round', () => {
  const authenticator = new Authenticator()
  const kept = register(authenticator)
  const { challenge } = requestOptions('localhost', [])
  const made = authenticator.create(JSON.stringify({ challenge, rp: { id: 'localhost' } }))
  expect(() => verifyAssertion(made, { ...kept, ownerId: OWNER.id }, { challenge, rpId: 'localhost', origin: ORIGIN })).toThrow('authentication failed')
})

it.each([undefined, '', '{}', '[]', 'null', '{"type":"public-key","rawId":"AA","response":{}}', '{"type":"public-key","rawId":"AA","response":{"clientDataJSON":"AAAA","attestationObject":"o2M"}}'])(
  'refuses %s, which is no credential',
  (json) => {
    const expected = { challenge: '', rpId: 'localhost', origin: ORIGIN }
    expect(() => verifyRegistration(json, expected)).toThrow('is invalid')
    expect(() => verifyAssertion(json, { credentialId: 'AA', publicKey: '', signCount: 0, ownerId: '' }, expected)).toThrow('authentication failed')
  },
)

it('asks for a key that finds its owner by itself, and not for one that is there already', () => {
  expect(creationOptions(rp, OWNER, ['abc'])).toMatchObject({
    user: { id: Buffer.from('user_ada').toString('base64url') },
    excludeCredentials: [{ type: 'public-key', id: 'abc' }],
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    attestation: 'none',
  })
  expect(requestOptions('localhost', [])).toMatchObject({ rpId: 'localhost', allowCredentials: [], userVerification: 'required' })
})
