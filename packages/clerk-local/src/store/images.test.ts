import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sdk } from '../../test/sdk.ts'
import { createClerkLocal, type ClerkLocal } from '../clerk-local.ts'

const ADA = 'user_ada000000000000000000000000'
const ALAN = 'user_alan00000000000000000000000'
/** Two pictures that differ in what follows their first bytes. */
const [RED, BLUE] = ['red', 'blue'].map((colour) => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(colour)])) as [Buffer, Buffer] // two in, two out
const file = (bytes: Buffer) => ({ file: new Blob([new Uint8Array(bytes)], { type: 'image/png' }) })

let dataDir: string
beforeEach(() => void (dataDir = mkdtempSync(join(tmpdir(), 'clerk-local-'))))
afterEach(() => rmSync(dataDir, { recursive: true }))

const kept = () => (existsSync(join(dataDir, 'images')) ? readdirSync(join(dataDir, 'images')) : [])
const status = async (address: string) => (await fetch(address)).status
/** The address under another start's port. */
const at = (local: ClerkLocal, address: string) => address.replace(/^http:\/\/[^/]+/, local.url)

it('keeps each picture in a file of its own, which nobody else reads, and none in the journal', async () => {
  const first = await createClerkLocal({ dataDir })
  const { imageUrl } = await sdk(first).users.updateUserProfileImage(ADA, file(RED))
  const [name = ''] = kept()
  expect(imageUrl.endsWith(`/images/${name}`)).toBe(true)
  expect(readFileSync(join(dataDir, 'images', name))).toEqual(RED)
  expect(statSync(join(dataDir, 'images', name)).mode & 0o077).toBe(0)
  expect(readFileSync(join(dataDir, 'state.jsonl'), 'utf8')).not.toContain(RED.toString('base64').slice(0, 12))
  await first.close()
  const second = await createClerkLocal({ dataDir })
  const served = await fetch(at(second, imageUrl))
  expect([served.headers.get('content-type'), Buffer.from(await served.arrayBuffer())]).toEqual(['image/png', RED])
  await second.close()
})

it.each(['in memory', 'in a folder'])('leaves nothing behind of what was replaced, or went with its owner, %s', async (where) => {
  const local = await createClerkLocal(where === 'in a folder' ? { dataDir } : {})
  const { users, organizations } = sdk(local)
  const { id: acme } = await organizations.getOrganization({ slug: 'acme' })
  const first = await users.updateUserProfileImage(ADA, file(RED))
  const second = await users.updateUserProfileImage(ADA, file(BLUE))
  const alan = await users.updateUserProfileImage(ALAN, file(RED))
  const logo = await organizations.updateOrganizationLogo(acme, file(RED))
  const newLogo = await organizations.updateOrganizationLogo(acme, file(BLUE))
  expect(await Promise.all([first, second, alan, logo, newLogo].map(({ imageUrl }) => status(imageUrl)))).toEqual([404, 200, 200, 404, 200])
  expect(kept()).toHaveLength(where === 'in a folder' ? 3 : 0)
  await users.deleteUser(ADA)
  await users.deleteUserProfileImage(ALAN)
  await organizations.deleteOrganization(acme)
  expect(await Promise.all([second, alan, newLogo].map(({ imageUrl }) => status(imageUrl)))).toEqual([404, 404, 404])
  expect(kept()).toEqual([])
  await local.close()
})

it('forgets every picture with a reset', async () => {
  const local = await createClerkLocal({ dataDir })
  const { imageUrl } = await sdk(local).users.updateUserProfileImage(ADA, file(RED))
  local.reset()
  expect([await status(imageUrl), kept()]).toEqual([404, []])
  await local.close()
})

it('clears away at a start what nobody has, such as a picture whose upload was never answered', async () => {
  const first = await createClerkLocal({ dataDir })
  await sdk(first).users.updateUserProfileImage(ADA, file(RED))
  const names = kept()
  await first.close()
  for (const stray of ['img_stray', 'img_half.new']) writeFileSync(join(dataDir, 'images', stray), BLUE)
  const second = await createClerkLocal({ dataDir })
  expect(kept()).toEqual(names)
  await second.close()
})

it('keeps no picture for nobody', async () => {
  const local = await createClerkLocal({ dataDir })
  await expect(sdk(local).users.updateUserProfileImage('user_nobody', file(RED))).rejects.toMatchObject({ status: 404 })
  await expect(sdk(local).organizations.updateOrganizationLogo('org_nobody', file(RED))).rejects.toMatchObject({ status: 404 })
  expect(kept()).toEqual([])
  await local.close()
})

it('serves nothing else of the folder', async () => {
  const local = await createClerkLocal({ dataDir })
  await sdk(local).users.updateUserProfileImage(ADA, file(RED))
  for (const path of ['..%2Fstate.jsonl', '..%2Fsigning-key.pem', '%2E%2E%2Fstate.jsonl', '.', 'img_']) expect(await status(`${local.url}/images/${path}`)).not.toBe(200)
  await local.close()
})

it('makes a picture that it has a user’s by its id, and refuses another', async () => {
  const local = await createClerkLocal()
  const { users } = sdk(local)
  const { imageUrl } = await users.updateUserProfileImage(ADA, file(RED))
  const profileImageID = imageUrl.slice(imageUrl.lastIndexOf('/') + 1)
  expect(await users.updateUser(ALAN, { profileImageID })).toMatchObject({ hasImage: true, imageUrl })
  await users.deleteUserProfileImage(ADA)
  expect(await status(imageUrl)).toBe(200) // somebody has it still
  await users.deleteUser(ALAN)
  expect(await status(imageUrl)).toBe(404)
  await expect(users.updateUser(ADA, { profileImageID })).rejects.toMatchObject({ status: 404, errors: [{ code: 'image_not_found' }] })
  await local.close()
})
