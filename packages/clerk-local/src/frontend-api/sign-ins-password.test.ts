import { beforeEach, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { signInOf } from '../../test/sign-in.ts'
import { standIn } from '../../test/stand-in.ts'

const ADA = 'user_ada000000000000000000000000'
const local = await standIn()
let signIn: ReturnType<typeof signInOf>
beforeEach(() => void (signIn = signInOf(new Browser(local))))

const BCRYPT = '$2a$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW' // of abc123xyz

it('a password that came as a digest signs in, and is a password like any other from then on', async () => {
  const clerk = sdk(local)
  const { id } = await clerk.users.createUser({ emailAddress: ['moved@example.com'], passwordDigest: BCRYPT, passwordHasher: 'bcrypt' })
  const attempt = (password: string) => signInOf(new Browser(local)).create({ identifier: 'moved@example.com', password })
  expect(await attempt('abc123')).toMatchObject({ status: 422, errors: [{ code: 'form_password_incorrect' }] })
  expect((await attempt('abc123xyz')).response.status).toBe('complete')
  expect((await attempt('abc123xyz')).response.status).toBe('complete')
  expect(await clerk.users.verifyPassword({ userId: id, password: 'abc123xyz' })).toMatchObject({ verified: true })
})

it('a user without a password is sent to another way', async () => {
  await sdk(local).users.createUser({ emailAddress: ['codes@example.com'], skipPasswordRequirement: true })
  const { response } = await signIn.create({ identifier: 'codes@example.com' })
  expect(response.supported_first_factors.map(({ strategy }) => strategy)).toEqual(['email_code'])
  expect(await signIn.attemptFirst(response.id, { strategy: 'password', password: 'anything' })).toMatchObject({ status: 400, errors: [{ code: 'strategy_for_user_invalid' }] })
})

it('a password that may be known to others lets nobody in, and has to be replaced after another way', async () => {
  await sdk(local).users.setPasswordCompromised(ADA)
  const { response: { id } } = await signIn.create({ identifier: 'ada@example.com' })
  expect(await signIn.attemptFirst(id, { strategy: 'password', password: 'wrong' })).toMatchObject({ errors: [{ code: 'form_password_incorrect' }] })
  expect(await signIn.attemptFirst(id, { strategy: 'password', password: 'throughline-dev' })).toMatchObject({ status: 422, errors: [{ code: 'form_password_compromised', meta: { param_name: 'password' } }] })
  await signIn.prepareFirst(id, { strategy: 'email_code' })
  const { client } = await signIn.attemptFirst(id, { strategy: 'email_code', code: '424242' })
  expect(client?.sessions[0]).toMatchObject({ status: 'pending', tasks: [{ key: 'reset-password' }] })
})

it('a password that was forgotten and replaced is no longer one that others may know', async () => {
  await sdk(local).users.setPasswordCompromised(ADA)
  const { response: { id } } = await signIn.create({ identifier: 'ada@example.com', strategy: 'reset_password_email_code' })
  await signIn.attemptFirst(id, { strategy: 'reset_password_email_code', code: '424242' })
  const { client } = await signIn.resetPassword(id, { password: 'a-new-password' })
  expect(client?.sessions[0]).toMatchObject({ status: 'active', tasks: null })
})
