import { expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'

const local = await standIn()

it('a server sees a sign-up and gives its user an id of its own', async () => {
  const { signUps, users } = sdk(local)
  const browser = new Browser(local)
  const { response } = await browser.send<{ id: string }>('POST', '/v1/client/sign_ups', { email_address: 'new@example.com', password: 'structured-1' })
  expect(await signUps.get(response.id)).toMatchObject({ status: 'missing_requirements', emailAddress: 'new@example.com', passwordEnabled: true, customAction: false, externalId: null, verifications: { emailAddress: { nextAction: 'needs_prepare', supportedStrategies: ['email_code'] } } })
  expect(await signUps.update({ signUpAttemptId: response.id, externalId: 'crm-1', customAction: true })).toMatchObject({ externalId: 'crm-1', customAction: true })

  await browser.send('POST', `/v1/client/sign_ups/${response.id}/prepare_verification`, { strategy: 'email_code' })
  await browser.send('POST', `/v1/client/sign_ups/${response.id}/attempt_verification`, { strategy: 'email_code', code: '424242' })
  const done = await signUps.get(response.id)
  expect(done).toMatchObject({ status: 'complete', createdUserId: expect.any(String), createdSessionId: expect.any(String) })
  expect(await users.getUser(done.createdUserId ?? '')).toMatchObject({ externalId: 'crm-1' })
})

it('an id that another user has is refused, and so is a sign-up that there is not', async () => {
  const { signUps, users } = sdk(local)
  await users.createUser({ emailAddress: ['old@example.com'], password: 'structured-1', externalId: 'crm-1' })
  const { response } = await new Browser(local).send<{ id: string }>('POST', '/v1/client/sign_ups', { email_address: 'new@example.com' })
  await expect(signUps.update({ signUpAttemptId: response.id, externalId: 'crm-1' })).rejects.toMatchObject({ status: 422 })
  await expect(signUps.get('sua_nobody')).rejects.toMatchObject({ status: 404 })
})
