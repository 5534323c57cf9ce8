import type { OrganizationJSON } from '@clerk/shared/types'
import { beforeEach, expect, it } from 'vitest'
import { Browser, type Reply } from '../../test/browser.ts'
import { sdk } from '../../test/sdk.ts'
import { standIn } from '../../test/stand-in.ts'

/** The smallest PNG there is. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const png = new Uint8Array(Buffer.from(PIXEL, 'base64'))
const local = await standIn()
let acme: string
let ada: Browser
beforeEach(async () => {
  ada = new Browser(local)
  await ada.signIn('ada@example.com')
  acme = (await sdk(local).organizations.getOrganization({ slug: 'acme' })).id
})

/** As clerk-js sends a file: a form, or a text that is no form. */
async function upload(body: FormData | string, browser = ada): Promise<Reply<OrganizationJSON>> {
  const headers = { cookie: [...browser.cookies].map((pair) => pair.join('=')).join('; '), origin: 'http://localhost:3000', ...(typeof body === 'string' && { 'content-type': 'application/octet-stream' }) }
  const answer = await fetch(`${local.url}/v1/organizations/${acme}/logo?_method=PUT`, { method: 'POST', headers, body })
  return { ...((await answer.json()) as Reply<OrganizationJSON>), status: answer.status } // the form of every answer of the Frontend API
}

function form(bytes: string | Uint8Array<ArrayBuffer> | Buffer<ArrayBuffer>, name = 'logo.png'): FormData {
  const fields = new FormData()
  fields.append('file', new Blob([bytes]), name)
  return fields
}

it('shows the logo that was uploaded, until it is taken away', async () => {
  const { response } = await upload(form(png))
  expect(response.has_image).toBe(true)
  const picture = await fetch(response.image_url)
  expect(picture.headers.get('content-type')).toBe('image/png')
  expect(Buffer.from(await picture.arrayBuffer())).toEqual(Buffer.from(png))
  expect((await ada.send('GET', '/v1/me/organization_memberships')).response).toMatchObject({ data: [{ organization: { image_url: response.image_url } }] })
  expect((await ada.send('DELETE', `/v1/organizations/${acme}/logo`)).response).toMatchObject({ has_image: false })
  expect((await fetch(response.image_url)).status).toBe(404)
})

it('takes a picture as text', async () => {
  for (const text of [PIXEL, `data:image/png;base64,${PIXEL}`]) {
    const { response } = await upload(text)
    expect(Buffer.from(await (await fetch(response.image_url)).arrayBuffer())).toEqual(Buffer.from(png))
  }
})

it('refuses what is no picture, what is too large, and whoever may not', async () => {
  expect(await upload(form('<svg onload="alert(1)"/>'))).toMatchObject({ status: 400, errors: [{ code: 'request_body_invalid' }] })
  expect(await upload(form(Buffer.concat([png, Buffer.alloc(10_000_001)])))).toMatchObject({ status: 413, errors: [{ code: 'image_too_large' }] })
  expect(await upload(new FormData())).toMatchObject({ status: 400, errors: [{ code: 'form_param_missing' }] })
  const alan = new Browser(local)
  await alan.signIn('alan@example.com')
  expect(await upload(form(png), alan)).toMatchObject({ status: 403, errors: [{ code: 'missing_organization_permission' }] })
})

it('takes a logo from a server', async () => {
  const { organizations } = sdk(local)
  const changed = await organizations.updateOrganizationLogo(acme, { file: new Blob([png], { type: 'image/png' }) })
  expect(changed.hasImage).toBe(true)
  expect((await fetch(changed.imageUrl)).status).toBe(200)
  expect(await organizations.deleteOrganizationLogo(acme)).toMatchObject({ hasImage: false })
})
