import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../instance/settings.ts'
import { parseSeed } from './load-seed.ts'

const problems = (text: string, name = 'seed.yaml') => parseSeed(text, name).then(() => [], (error: Error) => error.message.split('\n'))

describe('a seed that cannot be', () => {
  it.each([
    ['an address that is none', 'users:\n  - email: ada@example.com\n  - email: not-an-address', 'seed.yaml:3:12 users[1].email is not an email address'],
    ['a key that nobody knows', 'users:\n  - email: ada@example.com\n    pasword: secret', 'seed.yaml:3:5 users[0].pasword is not known; did you mean password?'],
    ['a key that is nothing like one', 'people: []', 'seed.yaml:1:1 people is not known here; settings, roles, permissions, users, organizations, webhooks, instances are'],
    ['a setting that does not exist', 'settings:\n  singleSession: true\n  atributes: {}', 'seed.yaml:3:3 settings.atributes is not known; did you mean attributes?'],
    ['a setting of another type', 'settings:\n  attributes:\n    username:\n      enabled: "yes"', 'seed.yaml:4:16 settings.attributes.username.enabled is text, and has to be true or false'],
    ['a value that is none of those', 'settings:\n  signUpMode: open', 'seed.yaml:2:15 settings.signUpMode is "open", and has to be "public" or "restricted" or "waitlist"'],
    ['a number for a text', 'users:\n  - email: ada@example.com\n    password: 12345678', 'seed.yaml:3:15 users[0].password is a number, and has to be text: put it in quotes'],
    ['nothing where something has to be', 'users:', 'seed.yaml:1:7 users is empty, and has to be a list'],
    ['a field that is missing', 'organizations:\n  - slug: acme', 'seed.yaml:2:5 organizations[0].name is missing'],
    ['the same address twice', 'users:\n  - email: ada@example.com\n  - emails:\n    - Ada@example.com', 'seed.yaml:4:7 users[1].emails[0] is ada@example.com, which somebody else has'],
    ['a user who cannot be named', 'users:\n  - firstName: Ada', 'seed.yaml:2:5 users[0] has no email, no phone and no username'],
    ['a member who does not exist', 'users:\n  - email: ada@example.com\norganizations:\n  - name: Acme\n    members:\n      adda@example.com: org:admin', 'seed.yaml:6:7 organizations[0].members["adda@example.com"] is no user of this seed; did you mean ada@example.com?'],
    ['a role that does not exist', 'users:\n  - email: ada@example.com\norganizations:\n  - name: Acme\n    members:\n      ada@example.com: org:admn', 'seed.yaml:6:24 organizations[0].members["ada@example.com"] is org:admn, which is no role; did you mean org:admin?'],
    ['a phone number without its country', 'users:\n  - phones: ["5550100"]', 'seed.yaml:2:14 users[0].phones[0].number is not a phone number such as +15555550100'],
    ['a webhook to elsewhere', 'webhooks:\n  - url: https://example.com/', 'seed.yaml:2:10 webhooks[0].url cannot be: Webhooks go to this machine only, not to example.com, unless remote webhooks are allowed.'],
    ['a webhook for no event', 'webhooks:\n  - url: http://localhost:3000/\n    events: [user.create]', 'seed.yaml:3:13 webhooks[0].events cannot be: There is no event user.create;'],
    ['something in another instance', 'instances:\n  partner:\n    users:\n      - email: x', 'seed.yaml:4:16 instances.partner.users[0].email is not an email address'],
    ['an instance with a name that no host can have', 'instances:\n  "My App": {}', 'seed.yaml:2:3 instances["My App"] is not a name for an instance'],
    ['a key twice', 'users: []\nusers: []', 'seed.yaml:2:1 Map keys must be unique'],
    ['no YAML', 'users: [', 'seed.yaml:1:9 Flow sequence'],
    ['a list', '- users', 'seed.yaml:1:1 is a list, and has to be a record'],
  ])('says where and what: %s', async (_, text, line) => {
    expect(await problems(text)).toEqual([expect.stringContaining(line)])
  })

  it('names everything at once, up to twenty', async () => {
    const users = Array.from({ length: 30 }, (_, index) => `  - email: nobody${index}`).join('\n')
    const lines = await problems(`users:\n${users}`)
    expect(lines).toHaveLength(21)
    expect([lines[0], lines[19], lines[20]]).toEqual(['seed.yaml:2:12 users[0].email is not an email address', 'seed.yaml:21:12 users[19].email is not an email address', 'and 10 more'])
  })

  it('knows lines and columns in JSON, with tabs and without', async () => {
    const seed = { users: [{ email: 'ada@example.com' }, { email: 'ada' }] }
    for (const indent of [2, '\t']) expect(await problems(JSON.stringify(seed, null, indent), 'seed.json')).toEqual([expect.stringMatching(/^seed\.json:7:\d+ users\[1\]\.email is not an email address$/)])
    expect(await problems('{\n  "users": [],\n}', 'seed.json')).toEqual([expect.stringMatching(/^seed\.json:3:1 This is not JSON/)])
    expect(await problems('{ "users": [', 'seed.json')).toEqual([expect.stringMatching(/^seed\.json:1:1[23] /)])
  })
})

it('takes an empty file, and what stands in for several', async () => {
  expect(await parseSeed('', 'seed.yaml')).toEqual({ seed: { users: [], organizations: [], roles: {} }, instances: {} })
  const shared = 'users:\n  - &ada { email: ada@example.com, password: secret-1 }\ninstances:\n  partner:\n    users: [*ada]'
  expect((await parseSeed(shared, 'seed.yml')).instances['partner']?.seed.users).toEqual([{ email: 'ada@example.com', password: 'secret-1' }])
})

it('gives organizations without a slug one of their own', async () => {
  const { seed } = await parseSeed('organizations:\n  - name: Acme Inc.\n  - name: Acme, Inc\n  - { name: Other, slug: acme-inc-2 }', 'seed.yaml')
  expect(seed.organizations.map(({ slug }) => slug)).toEqual(['acme-inc', 'acme-inc-3', 'acme-inc-2'])
})

it('takes every setting that there is', async () => {
  const { seed } = await parseSeed(JSON.stringify({ settings: defaultSettings }), 'seed.json')
  expect(seed.settings).toEqual(defaultSettings)
})
