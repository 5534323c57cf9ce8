import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createClerkLocal } from '../clerk-local.ts'
import { parseSeed } from './load-seed.ts'

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const [, seed = ''] = /```yaml\n(# seed\.yaml\n[^`]*)```/.exec(readme) ?? []

it('the README’s seed can be planted', async () => {
  const local = await createClerkLocal(await parseSeed(seed, 'seed.yaml'))
  expect(local.settings.signUpMode).toBe('restricted')
  expect(local.outbox.map(({ to }) => to)).toEqual(['guest@example.com', 'boss@example.com'])
  expect(local.instance('shop').name).toBe('shop')
  await local.close()
})

it('the README’s error is the one that is given', async () => {
  const [said = ''] = /seed\.yaml:\d+:5 users\[0\]\.pasword.*/.exec(readme) ?? []
  await expect(parseSeed(seed.replace('password:', 'pasword:'), 'seed.yaml')).rejects.toMatchObject({ problems: [said] })
})
