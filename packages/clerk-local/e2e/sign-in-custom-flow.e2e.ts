// Signs in without a component, by what clerk-js gives to custom flows: `signIn` of `useSignIn()`.
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { totpCode } from '../src/domain/verification/totp.ts'
import { defaultSeed } from '../src/seed/seed.ts'
import { PASSWORD, visits } from './visit.ts'

const visit = visits()

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const seed = {
  ...defaultSeed,
  users: [
    ...defaultSeed.users,
    { email: 'mia@example.com', phones: [{ number: '+15555550100' }], password: PASSWORD },
    { email: 'tom@example.com', password: PASSWORD, totpSecret: SECRET, backupCodes: ['abcdefgh'] },
  ],
}

/** Does one thing with the browser's sign-in, and gives the code of what was refused and where the sign-in stands. */
async function ask(page: Page, what: string): Promise<{ refused: string | null; status: string; session: string | null }> {
  return page.evaluate(`(async () => {
    // As the hook does: a complete sign-in is no longer the client's, and still the flow's.
    window.flow ??= window.Clerk.client.signIn.__internal_future
    const { error } = await window.flow.${what}
    return { refused: error?.errors?.[0]?.code ?? error?.code ?? null, status: window.flow.status, session: window.flow.createdSessionId }
  })()`)
}

/** The app's page, signed out and loaded. */
async function open(page: Page): Promise<void> {
  await page.context().clearCookies()
  await page.goto('/')
  await page.locator('body[data-loaded]').waitFor()
}

async function finish(page: Page): Promise<void> {
  await page.evaluate('window.flow.finalize()')
}

it('by password, after a wrong one', async () => {
  const { page, expectUser, expectStatus } = await visit()
  expectStatus(422)
  await open(page)
  expect(await ask(page, `password({ identifier: 'ada@example.com', password: 'wrong' })`)).toMatchObject({ refused: 'form_password_incorrect' })
  expect(await ask(page, `password({ identifier: 'nobody@example.com', password: 'wrong' })`)).toMatchObject({ refused: 'form_identifier_not_found' })
  expect(await ask(page, `password({ identifier: 'ada@example.com', password: '${PASSWORD}' })`)).toMatchObject({ refused: null, status: 'complete' })
  await finish(page)
  await expectUser('ada@example.com')
})

it('by codes, and with a forgotten password', async () => {
  const { page, expectUser, expectStatus } = await visit({ seed, settings: { attributes: { phoneNumber: { enabled: true, signIn: true } } } })
  expectStatus(422)
  await open(page)
  expect(await ask(page, `emailCode.sendCode({ emailAddress: 'ada@example.com' })`)).toMatchObject({ refused: null, status: 'needs_first_factor' })
  expect(await ask(page, `emailCode.verifyCode({ code: '000000' })`)).toMatchObject({ refused: 'form_code_incorrect' })
  expect(await ask(page, `emailCode.verifyCode({ code: '424242' })`)).toMatchObject({ status: 'complete' })
  await open(page)
  expect(await ask(page, `phoneCode.sendCode({ phoneNumber: '+15555550100' })`)).toMatchObject({ refused: null })
  expect(await ask(page, `phoneCode.verifyCode({ code: '424242' })`)).toMatchObject({ status: 'complete' })
  await open(page)
  await ask(page, `create({ identifier: 'grace@example.com' })`)
  await ask(page, `resetPasswordEmailCode.sendCode()`)
  expect(await ask(page, `resetPasswordEmailCode.verifyCode({ code: '424242' })`)).toMatchObject({ status: 'needs_new_password' })
  expect(await ask(page, `resetPasswordEmailCode.submitPassword({ password: 'a-new-password' })`)).toMatchObject({ refused: null, status: 'complete' })
  await finish(page)
  await expectUser('grace@example.com')
})

it('with a second factor', async () => {
  const { page, clerk, expectUser } = await visit({ seed })
  await open(page)
  expect(await ask(page, `password({ identifier: 'tom@example.com', password: '${PASSWORD}' })`)).toMatchObject({ status: 'needs_second_factor', session: null })
  expect(await ask(page, `mfa.verifyTOTP({ code: '${totpCode(SECRET, clerk.clock.now())}' })`)).toMatchObject({ refused: null, status: 'complete' })
  await open(page)
  await ask(page, `password({ identifier: 'tom@example.com', password: '${PASSWORD}' })`)
  expect(await ask(page, `mfa.verifyBackupCode({ code: 'abcdefgh' })`)).toMatchObject({ status: 'complete' })
  await finish(page)
  await expectUser('tom@example.com')
})

it('by a link, which the page waits for', async () => {
  const { page, clerk, context, app, expectUser } = await visit({ settings: { attributes: { emailAddress: { strategies: ['email_link'] } } } })
  await open(page)
  await ask(page, `emailLink.sendLink({ emailAddress: 'ada@example.com', verificationUrl: '/verified' })`)
  const waiting = ask(page, `emailLink.waitForVerification()`)
  const tab = await context.newPage()
  await tab.goto(clerk.outbox[0]?.link ?? '')
  await tab.locator('body[data-loaded]').waitFor()
  expect(new URL(tab.url()).origin + new URL(tab.url()).pathname).toBe(`${app.url}/verified`)
  expect(await tab.evaluate('window.Clerk.client.signIn.__internal_future.emailLink.verification')).toMatchObject({ status: 'verified', verifiedFromTheSameClient: true })
  expect(await waiting).toMatchObject({ refused: null, status: 'complete' })
  await finish(page)
  await expectUser('ada@example.com')
})

it('not at all beside a session, where a browser holds one', async () => {
  const { page, signIn, expectStatus } = await visit()
  expectStatus(400)
  await signIn('ada@example.com')
  expect(await ask(page, `create({ identifier: 'grace@example.com' })`)).toMatchObject({ refused: 'session_exists' })
})
