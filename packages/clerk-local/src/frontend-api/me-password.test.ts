import { expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'

const local = await standIn()

const ADA = 'user_ada000000000000000000000000'

it('a new password needs the old one', async () => {
  const browser = new Browser(local)
  await browser.signIn('ada@example.com')
  const guesses: Record<string, string>[] = [{}, { current_password: 'guessed' }]
  for (const fields of guesses) {
    const { errors } = await browser.send('POST', '/v1/me/change_password', { new_password: 'a-structured-one', ...fields })
    expect(errors).toMatchObject([{ code: 'form_password_incorrect' }])
  }
  expect((await browser.send('POST', '/v1/me/change_password', { new_password: 'a-structured-one', current_password: 'throughline-dev' })).status).toBe(200)
})

it('a session that waits for a new password asks for no old one, which is what cannot be trusted', async () => {
  await sdk(local).users.setPasswordCompromised(ADA)
  const browser = new Browser(local)
  const { response } = await browser.send<{ id: string; supported_first_factors: { strategy: string; email_address_id?: string }[] }>('POST', '/v1/client/sign_ins', { identifier: 'ada@example.com' })
  const email = response.supported_first_factors.find(({ strategy }) => strategy === 'email_code')?.email_address_id ?? ''
  await browser.send('POST', `/v1/client/sign_ins/${response.id}/prepare_first_factor`, { strategy: 'email_code', email_address_id: email })
  const { client } = await browser.send('POST', `/v1/client/sign_ins/${response.id}/attempt_first_factor`, { strategy: 'email_code', code: '424242' })
  expect(client?.sessions).toMatchObject([{ status: 'pending', tasks: [{ key: 'reset-password' }] }])
  const changed = await browser.send('POST', '/v1/me/change_password', { new_password: 'a-structured-one', sign_out_of_other_sessions: 'true' })
  expect(changed.client?.sessions).toMatchObject([{ status: 'active', tasks: null }])
  expect((await browser.send('POST', '/v1/me/change_password', { new_password: 'another-structured' })).status).toBe(422)
})
