import { describe, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'
import { totpCode } from '../domain/verification/totp.ts'

const ADA = 'user_ada000000000000000000000000'
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

const local = await standIn({ settings: { attributes: { phoneNumber: { enabled: true }, username: { enabled: true } }, social: ['google'] } })
const clerk = sdk(local)

describe('a user', () => {
  it('is created with everything that the SDK can say about one', async () => {
    const created = await clerk.users.createUser({
      externalId: 'crm-7',
      emailAddress: ['edsger@example.com', 'dijkstra@example.com'],
      emailAddressIdentificationStatus: ['verified', 'reserved'],
      phoneNumber: ['+15555550142'],
      username: 'edsger',
      password: 'structured-1',
      firstName: 'Edsger',
      lastName: 'Dijkstra',
      locale: 'nl-NL',
      legalAcceptedAt: new Date('2026-01-02T03:04:05Z'),
      createdAt: new Date('2020-01-02T03:04:05Z'),
      totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
      backupCodes: ['first-code', 'second-code'],
      publicMetadata: { plan: 'pro' },
      privateMetadata: { note: 'x' },
    })
    expect(created).toMatchObject({ externalId: 'crm-7', username: 'edsger', locale: 'nl-NL', createdAt: Date.parse('2020-01-02T03:04:05Z'), legalAcceptedAt: Date.parse('2026-01-02T03:04:05Z'), totpEnabled: true, twoFactorEnabled: true, backupCodeEnabled: true })
    expect(created.emailAddresses.map(({ emailAddress, verification }) => [emailAddress, verification?.status])).toEqual([['edsger@example.com', 'verified'], ['dijkstra@example.com', 'unverified']])
    expect(created.primaryPhoneNumber?.phoneNumber).toBe('+15555550142')
  })

  it('is refused without anything that names them, and with what is taken, malformed or too weak', async () => {
    const refused = (params: Parameters<typeof clerk.users.createUser>[0]) => clerk.users.createUser(params).then(() => 'created', ({ errors }) => errors[0].code)
    expect([
      await refused({ password: 'structured-1' }),
      await refused({ emailAddress: ['ada@example.com'] }),
      await refused({ phoneNumber: ['123'] }),
      await refused({ username: 'a b c d' }),
      await refused({ emailAddress: ['x@example.com'], password: 'short' }),
      await refused({ emailAddress: ['x@example.com'], password: 'short', skipPasswordChecks: true }),
    ]).toEqual(['form_data_missing', 'form_identifier_exists', 'form_param_format_invalid', 'form_username_invalid_character', 'form_password_length_too_short', 'created'])
    await clerk.users.updateUser(ADA, { externalId: 'crm-7' })
    expect(await refused({ emailAddress: ['y@example.com'], externalId: 'crm-7' })).toBe('form_identifier_exists')
  })

  it('is changed, and loses what is set to nothing', async () => {
    expect(await clerk.users.updateUser(ADA, { username: 'ada_l', lastName: 'King', deleteSelfEnabled: false, createOrganizationsLimit: 3 })).toMatchObject({ username: 'ada_l', lastName: 'King', deleteSelfEnabled: false, createOrganizationsLimit: 3 })
    expect((await clerk.users.updateUser(ADA, { lastName: '' })).lastName).toBeNull()
    await expect(clerk.users.updateUser(ADA, { primaryEmailAddressID: 'idn_somebodyElses' })).rejects.toMatchObject({ status: 422 })
  })

  it('has metadata that is merged, however deep, or replaced', async () => {
    await clerk.users.updateUserMetadata(ADA, { publicMetadata: { a: { b: 1, c: 2 } } })
    expect((await clerk.users.updateUserMetadata(ADA, { publicMetadata: { a: { b: null } }, privateMetadata: { note: 'x' } })).publicMetadata).toEqual({ a: { c: 2 } })
    expect(await clerk.users.replaceUserMetadata(ADA, { publicMetadata: { d: 4 } })).toMatchObject({ publicMetadata: { d: 4 }, privateMetadata: { note: 'x' } })
  })

  it('has a picture that the stand-in serves', async () => {
    const { hasImage, imageUrl } = await clerk.users.updateUserProfileImage(ADA, { file: new Blob([PNG], { type: 'image/png' }) })
    const served = await fetch(imageUrl)
    expect([hasImage, served.headers.get('content-type'), Buffer.from(await served.arrayBuffer()).equals(PNG)]).toEqual([true, 'image/png', true])
    expect((await clerk.users.deleteUserProfileImage(ADA)).hasImage).toBe(false)
    expect((await fetch(imageUrl)).status).toBe(404)
    await expect(clerk.users.updateUserProfileImage(ADA, { file: new Blob(['<svg/>'], { type: 'image/png' }) })).rejects.toMatchObject({ status: 400, errors: [{ code: 'request_body_invalid' }] })
  })
})

describe('a list', () => {
  const emails = async (params: Parameters<typeof clerk.users.getUserList>[0]) => (await clerk.users.getUserList(params)).data.map(({ primaryEmailAddress }) => primaryEmailAddress?.emailAddress.split('@')[0])

  it('is filtered by every identifier, with or without what is excluded', async () => {
    await clerk.users.updateUser(ADA, { username: 'ada_l', externalId: 'crm-1' })
    const { id: organizationId } = await clerk.organizations.getOrganization({ slug: 'acme' })
    const ascending = { orderBy: '+created_at' } as const
    expect(await emails({ username: ['ADA_L'] })).toEqual(['ada'])
    expect(await emails({ externalId: ['crm-1'] })).toEqual(['ada'])
    expect(await emails({ userId: [`-${ADA}`], ...ascending })).toEqual(['alan', 'grace', 'linus'])
    expect(await emails({ organizationId: [organizationId], ...ascending })).toEqual(['ada', 'alan', 'grace'])
    expect(await emails({ organizationId: [`-${organizationId}`] })).toEqual(['linus'])
    expect(await emails({ query: 'turing' })).toEqual(['alan'])
    expect(await emails({ web3Wallet: ['0x1'] })).toEqual([])
  })

  it('is filtered by time, and ordered by every field', async () => {
    const before = Date.now()
    local.clock.advance(10_000)
    await new Browser(local).signIn('grace@example.com')
    await new Browser(local).signIn('alan@example.com')
    expect(await emails({ lastSignInAtAfter: before + 5_000, orderBy: '+first_name' })).toEqual(['alan', 'grace'])
    expect(await emails({ createdAtAfter: before + 5_000 })).toEqual([])
    expect(await emails({ orderBy: '-last_name' })).toEqual(['alan', 'linus', 'ada', 'grace'])
    expect(await emails({ orderBy: '+email_address', limit: 2 })).toEqual(['ada', 'alan'])
    await expect(emails({ orderBy: '+shoe_size' as '+created_at' })).rejects.toMatchObject({ status: 422 })
  })
})

describe('an account', () => {
  it('is closed by a ban, which signs out everywhere, one by one or many at once', async () => {
    const ada = new Browser(local)
    await ada.signIn('ada@example.com')
    expect((await clerk.users.banUser(ADA)).banned).toBe(true)
    expect((await ada.send('GET', '/v1/me')).status).toBe(401)
    expect((await clerk.users.unbanUser(ADA)).banned).toBe(false)
  })

  it('is locked for as long as the instance says, and opened again', async () => {
    expect(await clerk.users.lockUser(ADA)).toMatchObject({ locked: true })
    await expect(new Browser(local).signIn('ada@example.com')).rejects.toThrow('was not signed in')
    expect(await clerk.users.unlockUser(ADA)).toMatchObject({ locked: false })
    await clerk.users.lockUser(ADA)
    local.clock.advance(2 * 3_600_000)
    await expect(new Browser(local).signIn('ada@example.com')).resolves.toBeTruthy()
  })

  it('is proven by password, authenticator app or backup code, each as often as it may be', async () => {
    const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
    await clerk.users.updateUser(ADA, { totpSecret: secret, backupCodes: ['first-code'] })
    expect(await clerk.users.verifyPassword({ userId: ADA, password: 'throughline-dev' })).toEqual({ verified: true })
    await expect(clerk.users.verifyPassword({ userId: ADA, password: 'wrong' })).rejects.toMatchObject({ status: 422 })
    const code = totpCode(secret, local.clock.now())
    expect(await clerk.users.verifyTOTP({ userId: ADA, code })).toMatchObject({ verified: true, code_type: 'totp' })
    await expect(clerk.users.verifyTOTP({ userId: ADA, code })).rejects.toMatchObject({ status: 422 })
    expect(await clerk.users.verifyTOTP({ userId: ADA, code: 'first-code' })).toMatchObject({ code_type: 'backup_code' })
    await clerk.users.deleteUserBackupCodes(ADA)
    await clerk.users.disableUserMFA(ADA)
    expect(await clerk.users.getUser(ADA)).toMatchObject({ twoFactorEnabled: false, totpEnabled: false, backupCodeEnabled: false })
  })

  it('tells when its password was set, which no sign-in changes', async () => {
    const setAt = async (id: string) => (await clerk.users.getUser(id)).raw?.password_last_updated_at
    const before = await setAt(ADA)
    local.clock.advance(60_000)
    await clerk.users.updateUser(ADA, { firstName: 'Augusta' })
    expect(await setAt(ADA)).toBe(before)
    await clerk.users.updateUser(ADA, { password: 'structured-1' })
    expect(await setAt(ADA)).toBeGreaterThanOrEqual((before ?? 0) + 60_000)
    const { id, raw } = await clerk.users.createUser({ emailAddress: ['old@example.com'], passwordHasher: 'md5', passwordDigest: '3cb4e732631f47e6eb961f34554b7cde' })
    local.clock.advance(60_000)
    await new Browser(local).signIn('old@example.com', 'correct horse')
    expect([await setAt(id), raw?.password_last_updated_at]).toEqual([raw?.created_at, raw?.created_at])
    expect(await setAt((await clerk.users.createUser({ emailAddress: ['none@example.com'], skipPasswordRequirement: true })).id)).toBeNull()
  })

  it('loses its password, or has to choose a new one', async () => {
    expect((await clerk.users.setPasswordCompromised(ADA)).id).toBe(ADA)
    await clerk.users.unsetPasswordCompromised(ADA)
    expect((await clerk.users.removePassword(ADA)).passwordEnabled).toBe(false)
  })

  it('tells its old address of a new primary one, where it is asked to', async () => {
    const { id } = await clerk.emailAddresses.createEmailAddress({ userId: ADA, emailAddress: 'lovelace@example.com', verified: true })
    const { primaryEmailAddressId: first = '' } = await clerk.users.getUser(ADA)
    await clerk.users.updateUser(ADA, { primaryEmailAddressID: id, notifyPrimaryEmailAddressChanged: true })
    expect(local.outbox).toMatchObject([{ to: 'ada@example.com', slug: 'primary_email_address_changed', userId: ADA }])
    await clerk.users.updateUser(ADA, { primaryEmailAddressID: id, notifyPrimaryEmailAddressChanged: true })
    await clerk.users.updateUser(ADA, { primaryEmailAddressID: first ?? '' })
    expect(local.outbox).toHaveLength(1)
  })

  it('takes a backup code whose bcrypt digest was brought along, once', async () => {
    await clerk.users.updateUser(ADA, { totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', backupCodes: ['$2a$04$a0Tfa0DqbFLjWVLfZFPxXOm2fEpr4gkMJLLUaPfT5ogrYs5F3UJdC'] })
    const both = await Promise.allSettled([1, 2].map(() => clerk.users.verifyTOTP({ userId: ADA, code: 'abcd1234' })))
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await clerk.users.getUser(ADA)).backupCodeEnabled).toBe(false)
  })

  it('that Amazon keeps the password of is there, and says why it cannot be signed in to by it', async () => {
    const digest = (passwordDigest: string) => clerk.users.createUser({ emailAddress: ['cognito@example.com'], passwordHasher: 'awscognito', passwordDigest })
    await expect(digest('awscognito#pool')).rejects.toMatchObject({ status: 422, errors: [{ code: 'form_password_digest_invalid_code' }] })
    expect((await digest('awscognito#eu-west-1_a#client#ada')).passwordEnabled).toBe(true)
    expect(await new Browser(local).send('POST', '/v1/client/sign_ins', { identifier: 'cognito@example.com', password: 'structured-1' })).toMatchObject({ status: 501, errors: [{ code: 'password_hasher_not_served' }] })
  })

  it('signs in by a password whose hash was brought along', async () => {
    await clerk.users.createUser({ emailAddress: ['old@example.com'], passwordHasher: 'bcrypt', passwordDigest: '$2a$04$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy', skipPasswordChecks: true })
    const { passwordEnabled } = (await clerk.users.getUserList({ emailAddress: ['old@example.com'] })).data[0] ?? {}
    expect(passwordEnabled).toBe(true)
    await expect(clerk.users.createUser({ emailAddress: ['x@example.com'], passwordHasher: 'rot13' as 'bcrypt', passwordDigest: 'x' })).rejects.toMatchObject({ status: 422 })
  })
})

describe('addresses and numbers', () => {
  it('are added, changed and removed by themselves', async () => {
    const added = await clerk.emailAddresses.createEmailAddress({ userId: ADA, emailAddress: 'lovelace@example.com' })
    expect(added).toMatchObject({ emailAddress: 'lovelace@example.com', verification: { status: 'unverified' } })
    expect(await clerk.emailAddresses.updateEmailAddress(added.id, { verified: true, primary: true })).toMatchObject({ verification: { status: 'verified' } })
    expect((await clerk.users.getUser(ADA)).primaryEmailAddressId).toBe(added.id)
    const phone = await clerk.phoneNumbers.createPhoneNumber({ userId: ADA, phoneNumber: '+15555550143', verified: true, reservedForSecondFactor: true })
    expect((await clerk.users.getUser(ADA)).twoFactorEnabled).toBe(true)
    expect((await clerk.phoneNumbers.updatePhoneNumber(phone.id, { reservedForSecondFactor: false })).reservedForSecondFactor).toBe(false)
    expect((await clerk.phoneNumbers.getPhoneNumber(phone.id)).phoneNumber).toBe('+15555550143')
    await clerk.phoneNumbers.deletePhoneNumber(phone.id)
    await clerk.emailAddresses.deleteEmailAddress(added.id)
    await expect(clerk.emailAddresses.getEmailAddress(added.id)).rejects.toMatchObject({ status: 404 })
  })

  it('are replaced as a whole', async () => {
    await clerk.users.replaceUserEmailAddress(ADA, { emailAddress: 'lovelace@example.com' })
    expect((await clerk.users.getUser(ADA)).emailAddresses.map(({ emailAddress }) => emailAddress)).toEqual(['lovelace@example.com'])
  })
})
