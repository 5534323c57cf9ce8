import { expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { standIn } from '../../test/stand-in.ts'

const local = await standIn({ settings: { organizations: { enabled: false } } })

it('the prompt of an organization’s component switches organizations on, for somebody signed in', async () => {
  const browser = new Browser(local)
  const ask = () => browser.send('PATCH', '/v1/dev_tools/enable_environment_setting', { enable_organizations: 'true', organization_allow_personal_accounts: 'true' })
  expect((await ask()).status).toBe(401)
  expect(local.settings.organizations.enabled).toBe(false)
  await browser.signIn('ada@example.com')
  expect((await ask()).status).toBe(200)
  expect(local.settings.organizations).toMatchObject({ enabled: true, forceSelection: false })
})

it('a touch sends the browser back, to this machine only', async () => {
  const browser = new Browser(local)
  await browser.signIn('ada@example.com')
  const touched = await browser.raw('GET', '/v1/client/touch?redirect_url=http%3A%2F%2Flocalhost%3A3000%2Fstart')
  expect(touched.headers.get('location')).toBe('http://localhost:3000/start')
  expect(touched.headers.getSetCookie().join()).toContain('Max-Age=31536000')
  for (const target of ['https://evil.example', 'javascript:alert(1)', '']) expect((await browser.raw('GET', `/v1/client/touch?redirect_url=${encodeURIComponent(target)}`)).status).toBe(400)
})
