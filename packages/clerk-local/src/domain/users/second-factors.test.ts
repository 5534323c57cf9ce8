import type { PhoneNumberJSON, UserJSON } from '@clerk/shared/types'
import { describe, expect, it } from 'vitest'
import { Browser } from '../../../test/browser.ts'
import { sdk } from '../../../test/sdk.ts'
import { standIn } from '../../../test/stand-in.ts'
import { totpCode } from '../verification/totp.ts'

const ADA = 'user_ada000000000000000000000000'
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const attributes = { phoneNumber: { enabled: true, signIn: true, secondFactor: true } }

const local = await standIn({ settings: { attributes, secondFactor: { totp: true, backupCodes: true } } })
const clerk = sdk(local)

const phone = (number: string, reservedForSecondFactor = true) => clerk.phoneNumbers.createPhoneNumber({ userId: ADA, phoneNumber: number, verified: true, reservedForSecondFactor })
const standing = async () => (await clerk.users.getUser(ADA)).phoneNumbers.map(({ reservedForSecondFactor, defaultSecondFactor }) => (defaultSecondFactor ? 'default' : reservedForSecondFactor ? 'reserved' : 'none'))
/** Whether there is a second factor and backup codes, and when that was last begun and last given up. */
const mfa = async () => {
  const { twoFactorEnabled, backupCodeEnabled, raw } = await clerk.users.getUser(ADA)
  const { mfa_enabled_at: since, mfa_disabled_at: until } = raw as unknown as Record<string, number | null> // times that the SDK's type leaves out
  return [twoFactorEnabled, backupCodeEnabled, since, until]
}

describe('a number', () => {
  it('is no second factor before it is proven', async () => {
    await expect(clerk.phoneNumbers.createPhoneNumber({ userId: ADA, phoneNumber: '+15555550143', reservedForSecondFactor: true })).rejects.toMatchObject({ status: 400, errors: [{ code: 'identification_create_second_factor_unverified' }] })
    const { id } = await clerk.phoneNumbers.createPhoneNumber({ userId: ADA, phoneNumber: '+15555550143' })
    await expect(clerk.phoneNumbers.updatePhoneNumber(id, { reservedForSecondFactor: true })).rejects.toMatchObject({ status: 400, errors: [{ code: 'identification_update_second_factor_unverified' }] })
    expect(await standing()).toEqual(['none'])
    await clerk.phoneNumbers.updatePhoneNumber(id, { verified: true, reservedForSecondFactor: true })
    expect(await standing()).toEqual(['default'])
  })

  it('is the default where it is the first, and hands that on when it goes, is given up or no longer proven', async () => {
    const first = await phone('+15555550143')
    const second = await phone('+15555550144')
    const third = await phone('+15555550145')
    expect(await standing()).toEqual(['default', 'reserved', 'reserved'])
    await clerk.phoneNumbers.updatePhoneNumber(first.id, { verified: false })
    expect(await standing()).toEqual(['none', 'default', 'reserved'])
    await clerk.phoneNumbers.deletePhoneNumber(second.id)
    expect(await standing()).toEqual(['none', 'default'])
    await clerk.phoneNumbers.updatePhoneNumber(third.id, { reservedForSecondFactor: false })
    expect(await standing()).toEqual(['none', 'none'])
  })

  it('becomes the default in the browser, which cannot leave them without one', async () => {
    const ada = new Browser(local)
    await ada.signIn('ada@example.com')
    const [first, second] = [await phone('+15555550143', false), await phone('+15555550144', false)]
    const change = (id: string, fields: Record<string, string>) => ada.send<PhoneNumberJSON>('PATCH', `/v1/me/phone_numbers/${id}`, fields)
    expect((await change(second.id, { reserved_for_second_factor: 'true' })).response).toMatchObject({ default_second_factor: true, backup_codes: expect.any(Array) as string[] })
    expect((await change(first.id, { default_second_factor: 'true' })).status).toBe(422)
    expect((await change(first.id, { reserved_for_second_factor: 'true' })).response.default_second_factor).toBe(false)
    expect((await change(first.id, { default_second_factor: 'true' })).response.default_second_factor).toBe(true)
    expect(await standing()).toEqual(['default', 'reserved'])
    expect(await change(first.id, { default_second_factor: 'false' })).toMatchObject({ status: 422, errors: [{ code: 'form_disable_default_second_factor_not_allowed' }] })
  })

  it('is not taken from the way in by which alone its user can begin', async () => {
    const { id, phoneNumbers } = await clerk.users.createUser({ phoneNumber: ['+15555550150'], skipPasswordRequirement: true })
    const alone = phoneNumbers[0]?.id ?? ''
    await expect(clerk.phoneNumbers.updatePhoneNumber(alone, { reservedForSecondFactor: true })).rejects.toMatchObject({ status: 400, errors: [{ code: 'identification_update_failed' }] })
    await clerk.users.updateUser(id, { username: 'grace_h' })
    expect((await clerk.phoneNumbers.updatePhoneNumber(alone, { reservedForSecondFactor: true })).defaultSecondFactor).toBe(true)
  })
})

describe('the last second factor', () => {
  it('takes the backup codes with it, and both times are kept, whoever takes it', async () => {
    const enabledAt: number[] = []
    const takenBy: [string, () => Promise<unknown>][] = [
      ['a server', () => clerk.users.deleteUserTOTP(ADA)],
      ['a server, with everything', () => clerk.users.disableUserMFA(ADA)],
      ['its user', async () => {
        const ada = new Browser(local)
        const { response } = await ada.send<{ id: string }>('POST', '/v1/client/sign_ins', { identifier: 'ada@example.com', password: 'throughline-dev' })
        await ada.send('POST', `/v1/client/sign_ins/${response.id}/attempt_second_factor`, { strategy: 'totp', code: totpCode(SECRET, local.clock.now()) })
        expect((await ada.send('DELETE', '/v1/me/totp')).status).toBe(200)
      }],
    ]
    for (const [who, take] of takenBy) {
      const before = local.clock.now()
      await clerk.users.updateUser(ADA, { totpSecret: SECRET, backupCodes: ['one-code'] })
      const [on, codes, since = 0] = await mfa()
      expect([who, on, codes, Number(since) >= before]).toEqual([who, true, true, true])
      await take()
      const [off, none, kept, until = 0] = await mfa()
      expect([who, off, none, kept, Number(until) >= Number(since)]).toEqual([who, false, false, since, true])
      enabledAt.push(Number(since))
      local.clock.advance(60_000)
    }
    expect(enabledAt.toSorted()).toEqual(enabledAt)
  })

  it('may be a number, whichever way it goes', async () => {
    for (const end of [
      (id: string) => clerk.phoneNumbers.updatePhoneNumber(id, { verified: false }).then(() => clerk.phoneNumbers.deletePhoneNumber(id)),
      (id: string) => clerk.phoneNumbers.deletePhoneNumber(id),
      () => clerk.users.replaceUserPhoneNumber(ADA, { phoneNumber: '+15555550149' }),
    ]) {
      const { id } = await phone('+15555550143')
      await clerk.users.updateUser(ADA, { backupCodes: ['one-code'] })
      expect(await mfa()).toEqual([true, true, expect.any(Number), expect.toSatisfy((at) => at === null || typeof at === 'number')])
      await end(id)
      expect(await mfa()).toEqual([false, false, expect.any(Number), expect.any(Number)])
    }
  })

  it('stays with its user where the instance demands one, and not against a server', async () => {
    const { id } = await phone('+15555550143')
    const [ada, browserUser] = [new Browser(local), 'ada@example.com']
    const { response } = await ada.send<{ id: string }>('POST', '/v1/client/sign_ins', { identifier: browserUser, password: 'throughline-dev' })
    await ada.send('POST', `/v1/client/sign_ins/${response.id}/prepare_second_factor`, { strategy: 'phone_code' })
    await ada.send('POST', `/v1/client/sign_ins/${response.id}/attempt_second_factor`, { strategy: 'phone_code', code: '424242' })
    local.changeSettings({ secondFactor: { required: true } })
    const refused = { status: 400, errors: [{ code: 'second_factor_deletion_not_allowed' }] }
    expect(await ada.send('DELETE', `/v1/me/phone_numbers/${id}`)).toMatchObject(refused)
    expect(await ada.send('PATCH', `/v1/me/phone_numbers/${id}`, { reserved_for_second_factor: 'false' })).toMatchObject(refused)
    expect((await ada.send<UserJSON>('GET', '/v1/me')).response.two_factor_enabled).toBe(true)
    await clerk.phoneNumbers.deletePhoneNumber(id)
    expect((await mfa())[0]).toBe(false)
  })
})

it('a user who is made with an authenticator app has had it since then', async () => {
  const { raw } = await clerk.users.createUser({ emailAddress: ['new@example.com'], totpSecret: SECRET, skipPasswordRequirement: true })
  expect(raw).toMatchObject({ two_factor_enabled: true, mfa_enabled_at: raw?.created_at, mfa_disabled_at: null })
})
