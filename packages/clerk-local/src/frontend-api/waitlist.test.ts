import { expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'

const local = await standIn({ settings: { signUpMode: 'waitlist' } })

/** A bare resource, as clerk-js reads it, or errors. */
async function join(email_address: string): Promise<{ status: number; id?: string; object?: string; errors?: { code: string }[] }> {
  const answer = await new Browser(local).raw('POST', '/v1/waitlist', { email_address })
  return { ...((await answer.json()) as object), status: answer.status } // either of the two is an object
}

it('anybody joins once, and is told so by email', async () => {
  const first = await join('New@example.com')
  expect(first).toMatchObject({ status: 200, object: 'waitlist', id: expect.stringMatching(/^wle_/) })
  expect((await join('new@example.com'))['id']).toBe(first.id)
  expect(local.outbox).toMatchObject([{ to: 'new@example.com', slug: 'waitlist_confirmation' }])
  expect((await sdk(local).waitlistEntries.list()).data).toMatchObject([{ emailAddress: 'new@example.com', status: 'pending' }])
})

it('whoever is let in signs up with the ticket in their mail, and is done', async () => {
  const { id } = await join('new@example.com')
  const { waitlistEntries } = sdk(local)
  await waitlistEntries.invite(String(id))
  const ticket = new URL(local.outbox.at(-1)?.link ?? '').searchParams.get('ticket') ?? ''
  const browser = new Browser(local)
  expect((await browser.send('POST', '/v1/client/sign_ups', { email_address: 'other@example.com', password: 'structured-1' })).errors).toMatchObject([{ code: 'sign_up_restricted_waitlist' }])
  const { response, client } = await browser.send<{ status: string }>('POST', '/v1/client/sign_ups', { strategy: 'ticket', ticket, password: 'structured-1' })
  expect(response.status).toBe('complete')
  expect(client?.sessions).toMatchObject([{ status: 'active' }])
  expect((await waitlistEntries.list()).data).toMatchObject([{ status: 'completed', invitation: { status: 'accepted' } }])
})

it('refuses what is no address, who is blocked, and everybody where there is no waitlist', async () => {
  for (const address of ['', 'nobody']) expect((await join(address)).status).toBe(422)
  local.changeSettings({ blocklist: true })
  await sdk(local).blocklistIdentifiers.createBlocklistIdentifier({ identifier: '*@acme.com' })
  expect((await join('new@acme.com')).errors).toMatchObject([{ code: 'not_allowed_access' }])
  local.changeSettings({ signUpMode: 'public' })
  expect((await join('new@example.com')).errors).toMatchObject([{ code: 'waitlist_not_enabled' }])
})
