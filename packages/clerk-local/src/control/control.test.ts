import { verifyToken } from '@clerk/backend'
import { describe, expect, it } from 'vitest'
import { Browser } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'

const local = await standIn()

async function control(command: string, body?: object) {
  const init = body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const answer = await fetch(`${local.url}/_control/${command}`, init)
  return { status: answer.status, body: (await answer.json()) as any } // what each test expects of it is below
}

describe('another process', () => {
  it('gets tokens, of the length it has set', async () => {
    await control('token-lifetime', { seconds: 5 })
    const { body } = await control('token', { user: 'linus@example.com', azp: 'http://localhost:5000' })
    const claims = await verifyToken(body.token, { jwtKey: local.jwtKey })
    expect(claims).toMatchObject({ azp: 'http://localhost:5000', o: { slg: 'globex' } })
    expect(claims.exp - claims.iat).toBe(5)
    expect((await control('token', { user: 'nobody@example.com' })).status).toBe(404)
  })

  it('makes routes fail and wait, and hears of a route that does not exist', async () => {
    await control('fail', { route: 'GET /v1/users/count', status: 503, times: 1 })
    await expect(sdk(local).users.getCount()).rejects.toMatchObject({ status: 503 })
    await control('latency', { route: 'GET /v1/users/count', milliseconds: 40 })
    const before = performance.now()
    await sdk(local).users.getCount()
    expect(performance.now() - before).toBeGreaterThan(35)
    expect(await control('fail', { route: 'GET /v1/nothing', status: 503 })).toMatchObject({ status: 422, body: { errors: [{ code: 'route_unknown' }] } })
  })

  it('reads the outbox and resets', async () => {
    const browser = new Browser(local)
    await browser.send('POST', '/v1/client/sign_ins', { identifier: 'ada@example.com', strategy: 'email_code' })
    expect((await control('outbox')).body).toMatchObject([{ to: 'ada@example.com', code: '424242' }])
    await control('reset', {})
    expect((await control('outbox')).body).toEqual([])
  })
})

describe('the page', () => {
  const page = async () => {
    const answer = await fetch(`${local.url}/`)
    return { headers: answer.headers, text: await answer.text() }
  }

  it('shows who can sign in, and every code that was mailed', async () => {
    await new Browser(local).send('POST', '/v1/client/sign_ins', { identifier: 'grace@example.com', strategy: 'email_code' })
    const { text } = await page()
    expect(text).toMatch(/424242.*grace@example\.com/)
    expect(text).toMatch(/ada@example\.com.*throughline-dev.*Acme · Admin/)
  })

  it('lists the organizations and says how to get a token and which keys are the stand-in’s', async () => {
    const { text } = await page()
    expect(text).toMatch(/Globex.*globex.*org_globex0/)
    expect(text).toContain(`pnpm clerk-local token ada@example.com --port ${new URL(local.url).port}`)
    for (const key of [local.publishableKey, local.secretKey, local.webhookSecret]) expect(text).toContain(key)
  })

  it('says that no email was sent, and shows the newest first once there are some', async () => {
    expect((await page()).text).toContain('No email yet')
    for (const identifier of ['alan@example.com', 'linus@example.com']) await new Browser(local).send('POST', '/v1/client/sign_ins', { identifier, strategy: 'email_code' })
    const { text } = await page()
    expect(text).not.toContain('No email yet')
    expect(text.indexOf('<td>linus@')).toBeLessThan(text.indexOf('<td>alan@'))
  })

  it('loads nothing from elsewhere and runs nothing that a user typed', async () => {
    await sdk(local).users.createUser({ emailAddress: ['x@example.com'], firstName: '<script>alert(1)</script>', password: '"><img src=x>' })
    const { headers, text } = await page()
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
    expect(text).not.toMatch(/<script>|<img src=x/)
    expect(text.match(/(?:src|href)="[^"]*"/g)?.every((link) => /="\//.test(link))).toBe(true)
    for (const file of ['favicon.ico', 'favicon.svg', 'page.js']) expect((await fetch(`${local.url}/${file}`)).status).toBe(200)
  })
})
