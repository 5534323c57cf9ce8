import { beforeAll, describe, expect, it } from 'vitest'
import { createWorld } from '../../create-world.ts'
import { instance } from '../../instance/instance.ts'
import { isLocalHost } from '../../http/access.ts'
import type { SettingsChange } from '../../instance/settings.ts'
import { signingKey, type SigningKey } from '../../instance/signing-key.ts'
import { listIdentifier, refuseRestricted } from './restrictions.ts'

let key: SigningKey
beforeAll(async () => void (key = await signingKey(instance.id, undefined)))

/** Tells who is let in under such settings, with `listed` on both lists. */
function gate(settings: SettingsChange, listed: string[] = []) {
  const world = createWorld({ instance, key, url: 'http://localhost:4400', isName: isLocalHost, settings, changed: () => {} })
  for (const list of ['allowlist', 'blocklist'] as const) for (const identifier of listed) listIdentifier(world, list, identifier)
  return (identifier: string) => () => refuseRestricted(world, identifier)
}

describe('restrictions', () => {
  it('let everybody in where none is switched on', () => {
    expect(gate({}, ['ada@example.com'])('ada@example.com')).not.toThrow()
  })

  it('let only listed addresses, domains and numbers in with an allowlist, whatever their case', () => {
    const enters = gate({ allowlist: true }, ['Ada@example.com', '*@acme.com', '+15555550100'])
    for (const identifier of ['ada@Example.com', 'anybody@ACME.com', '+15555550100']) expect(enters(identifier)).not.toThrow()
    for (const identifier of ['alan@example.com', 'ada@sub.acme.com', '+15555550101']) expect(enters(identifier)).toThrow('Access not allowed.')
  })

  it('keep listed ones out with a blocklist, in Clerk’s words', () => {
    const enters = gate({ blocklist: true }, ['*@acme.com'])
    expect(enters('ada@example.com')).not.toThrow()
    expect(enters('ada@acme.com')).toThrow(expect.objectContaining({ status: 403, code: 'not_allowed_access', meta: { identifiers: ['ada@acme.com'] }, longMessage: 'ada@acme.com is not allowed to access this application.' }))
  })

  it('let the allowlist decide where both are on', () => {
    expect(gate({ allowlist: true, blocklist: true }, ['ada@example.com'])('ada@example.com')).not.toThrow()
  })

  it('refuse subaddresses and throw-away inboxes where that is asked for', () => {
    const enters = gate({ blockEmailSubaddresses: true, blockDisposableEmailDomains: true })
    for (const address of ['ada+work@example.com', 'ada@mailinator.com']) expect(enters(address)).toThrow(expect.objectContaining({ code: 'form_email_address_blocked' }))
    expect(enters('ada@example.com')).not.toThrow()
  })

  it('see through dots in a Gmail address where that is asked for', () => {
    expect(gate({ blocklist: true, ignoreDotsForGmailAddresses: true }, ['ada@gmail.com'])('a.d.a@gmail.com')).toThrow('Access not allowed.')
    expect(gate({ blocklist: true }, ['ada@gmail.com'])('a.d.a@gmail.com')).not.toThrow()
  })
})
