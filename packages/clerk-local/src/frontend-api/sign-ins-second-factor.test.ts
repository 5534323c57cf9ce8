import { verifyToken } from '@clerk/backend'
import type { SignInJSON } from '@clerk/shared/types'
import { beforeEach, describe, expect, it } from 'vitest'
import { Browser, type Reply } from '../../test/browser.ts'
import { signInOf } from '../../test/sign-in.ts'
import { standIn } from '../../test/stand-in.ts'
import { totpCode } from '../domain/verification/totp.ts'
import { defaultSeed } from '../seed/seed.ts'

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const password = 'throughline-dev'
const tom = { email: 'tom@example.com', password, totpSecret: SECRET, backupCodes: ['abcdefgh', 'ijkmnpqr'], phones: [{ number: '+15555550101', secondFactor: true }] }

const local = await standIn({ seed: { ...defaultSeed, users: [...defaultSeed.users, tom] } })
let signIn: ReturnType<typeof signInOf>
beforeEach(() => void (signIn = signInOf(new Browser(local))))

const firstFactor = async (steps = signIn) => (await steps.create({ identifier: 'tom@example.com', password })).response
const code = () => totpCode(SECRET, local.clock.now())
const claims = ({ client }: Reply<SignInJSON>) => verifyToken(client?.sessions[0]?.last_active_token?.jwt ?? '', { jwtKey: local.jwtKey })

describe('a second factor', () => {
  it('is asked for after the first, with what the user has', async () => {
    const { status, supported_second_factors: factors, created_session_id: session } = await firstFactor()
    expect({ status, session }).toEqual({ status: 'needs_second_factor', session: null })
    expect(factors).toMatchObject([{ strategy: 'totp' }, { strategy: 'phone_code', safe_identifier: '+1*****0101' }, { strategy: 'backup_code' }])
  })

  it('of an authenticator app starts a session that knows of both factors', async () => {
    const { id } = await firstFactor()
    const done = await signIn.attemptSecond(id, { strategy: 'totp', code: code() })
    expect(done.response).toMatchObject({ status: 'complete', second_factor_verification: { strategy: 'totp', status: 'verified' } })
    expect(await claims(done)).toMatchObject({ fva: [0, 0] })
  })

  it('of an authenticator app works once', async () => {
    const used = code()
    await signIn.attemptSecond((await firstFactor()).id, { strategy: 'totp', code: used })
    const other = signInOf(new Browser(local))
    const { id } = await firstFactor(other)
    expect(await other.attemptSecond(id, { strategy: 'totp', code: used })).toMatchObject({ status: 422, errors: [{ code: 'form_code_incorrect', meta: { param_name: 'code' } }] })
    local.clock.advance(30_000)
    expect((await other.attemptSecond(id, { strategy: 'totp', code: code() })).response.status).toBe('complete')
  })

  it('of a text message takes the code that was sent', async () => {
    const { id } = await firstFactor()
    expect(await signIn.attemptSecond(id, { strategy: 'phone_code', code: '424242' })).toMatchObject({ errors: [{ code: 'verification_missing' }] })
    await signIn.prepareSecond(id, { strategy: 'phone_code' })
    expect(local.outbox).toMatchObject([{ channel: 'sms', to: '+15555550101', code: '424242' }])
    expect(await signIn.attemptSecond(id, { strategy: 'phone_code', code: '000000' })).toMatchObject({ errors: [{ code: 'form_code_incorrect' }] })
    expect((await signIn.attemptSecond(id, { strategy: 'phone_code', code: '424242' })).response.status).toBe('complete')
  })

  it('of a backup code is used up with it', async () => {
    expect((await signIn.attemptSecond((await firstFactor()).id, { strategy: 'backup_code', code: 'abcdefgh' })).response.status).toBe('complete')
    const other = signInOf(new Browser(local))
    const { id } = await firstFactor(other)
    expect(await other.attemptSecond(id, { strategy: 'backup_code', code: 'abcdefgh' })).toMatchObject({ errors: [{ code: 'form_code_incorrect' }] })
    expect((await other.attemptSecond(id, { strategy: 'backup_code', code: 'ijkmnpqr' })).response.status).toBe('complete')
  })

  it('cannot be skipped, nor given by another browser', async () => {
    const { id } = await firstFactor()
    expect(await signIn.attemptFirst(id, { strategy: 'password', password })).toMatchObject({ status: 400, errors: [{ code: 'client_state_invalid' }] })
    expect((await signInOf(new Browser(local)).attemptSecond(id, { strategy: 'totp', code: code() })).status).toBe(404)
    expect(await signIn.attemptSecond(id, { strategy: 'email_code', code: '424242' })).toMatchObject({ status: 400, errors: [{ code: 'no_second_factors' }] })
  })

  it('is asked for after a forgotten password, too', async () => {
    const id = await signIn.begin('tom@example.com')
    await signIn.prepareFirst(id, { strategy: 'reset_password_email_code' })
    await signIn.attemptFirst(id, { strategy: 'reset_password_email_code', code: '424242' })
    expect((await signIn.resetPassword(id, { password: 'another-password' })).response.status).toBe('needs_second_factor')
    expect((await signIn.attemptSecond(id, { strategy: 'totp', code: code() })).response.status).toBe('complete')
  })
})
