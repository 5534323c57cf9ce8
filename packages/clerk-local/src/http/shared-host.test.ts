import { expect, it } from 'vitest'
import { standIn } from '../../test/stand-in.ts'
import { defaultSeed } from '../seed/seed.ts'

const local = await standIn({ instances: { partner: { seed: defaultSeed } } })

const signIn = (instance: string, cookie: string) =>
  fetch(`${local.url}/i/${instance}/v1/client/sign_ins`, { method: 'POST', headers: { origin: 'http://localhost:3000', cookie }, body: new URLSearchParams({ identifier: 'ada@example.com', password: 'throughline-dev' }) })

it('takes a browser of one instance for a new one of another, as clerk-js copies its cookie on a host that they share', async () => {
  const { token } = (await (await fetch(`${local.url}/i/dev/v1/dev_browser`, { method: 'POST' })).json()) as { token: string } // as the SDK reads it
  const copied = `__clerk_db_jwt_${suffixOf('partner')}=${token}`
  expect((await signIn('partner', copied)).status).toBe(200)
  expect((await signIn('partner', `__clerk_db_jwt_${suffixOf('partner')}=dvb_${'0'.repeat(32)}`)).status).toBe(401)
})

function suffixOf(name: string): string {
  const [line = ''] = local.instance(name).cookies('ada@example.com')
  return /^__client_([^=]+)=/.exec(line)?.[1] ?? ''
}
