import { contract } from '@throughline/api'
import { procedures } from '@throughline/contract'
import { createTRPCClient, getUntypedClient, httpLink } from '@trpc/client'
import superjson from 'superjson'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod'
import { comments, tickets } from './ticket.schema.ts'
import { createTestApp, type TestApp } from '../../test/create-test-app.ts'

// Two organizations, every procedure of the contract: what is added to it later is in this table, too.

const SECRET = 'acme-secret'
const ACME_PEOPLE = ['Ada Lovelace', 'Alan Turing', 'Grace Hopper']

let app: TestApp
let ticketId: string
let version: number

beforeAll(async () => {
  app = await createTestApp()
  for (const user of ['ada', 'alan', 'grace', 'linus']) await app.clientFor(`${user}@example.com`).organization.current.query()
  const ada = app.clientFor('ada@example.com')
  ;({ id: ticketId, version } = await ada.ticket.create.mutate({ title: SECRET, body: SECRET }))
  await ada.comment.add.mutate({ ticketId, body: SECRET })
})
afterAll(() => app.close())

interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly anyOf?: readonly JsonSchema[]
}

const inputs = procedures(contract).map(({ path, procedure }) => {
  const schema: JsonSchema = procedure.input ? (z.toJSONSchema(procedure.input as z.ZodType, { io: 'input' }) as JsonSchema) : {} // the contract's schemas are zod's
  return { path, procedure, schema }
})
const ofOrganizations = inputs.filter(({ procedure: { access, kind } }) => access.startsWith('org') && kind !== 'subscription')

/** A valid value, in which every id is that of Acme's ticket. */
function sample(schema: JsonSchema, name: string): unknown {
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return sample(schema.anyOf[0]!, name)
  if (schema.properties) {
    const { properties, required = [] } = schema
    return Object.fromEntries(required.map((key) => [key, sample(properties[key]!, key)]))
  }
  if (schema.format === 'uuid') return ticketId
  if (schema.type === 'integer') return name === 'version' ? version : (schema.minimum ?? 0)
  return 'text'
}

/** Whether the input cannot but name a row. */
const namesRow = ({ properties = {}, required = [] }: JsonSchema) => required.some((key) => properties[key]?.format === 'uuid')

async function call(path: string, kind: string, input: unknown, token: string): Promise<unknown> {
  const client = getUntypedClient(createTRPCClient({ links: [httpLink({ url: `${app.url}/trpc`, transformer: superjson, headers: { authorization: `Bearer ${token}` } })] }))
  return kind === 'mutation' ? client.mutation(path, input) : client.query(path, input)
}

const leaksIn = (answer: unknown) => [SECRET, 'org_acme', ...ACME_PEOPLE].filter((secret) => JSON.stringify(answer).includes(secret))

it.each(ofOrganizations.filter(({ schema }) => namesRow(schema)))('$path finds nothing under another organization’s id', async ({ path, procedure, schema }) => {
  const answer = call(path, procedure.kind, sample(schema, ''), await app.clerk.token('linus@example.com'))
  await expect(answer).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } })
  expect(leaksIn(await answer.catch((error: unknown) => error))).toEqual([])
})

it.each(ofOrganizations.filter(({ schema }) => !namesRow(schema)))('$path answers nothing of another organization', async ({ path, procedure, schema }) => {
  expect(leaksIn(await call(path, procedure.kind, sample(schema, ''), await app.clerk.token('linus@example.com')))).toEqual([])
})

it.each(ofOrganizations)('$path is for nobody without an active organization', async ({ path, procedure, schema }) => {
  const token = await app.clerk.token('ada@example.com', { organization: null })
  await expect(call(path, procedure.kind, sample(schema, ''), token)).rejects.toMatchObject({ data: { code: 'FORBIDDEN', reason: 'organization-required' } })
})

it('changed nothing of the other organization’s', async () => {
  expect(await app.db.select().from(tickets)).toContainEqual(expect.objectContaining({ id: ticketId, organizationId: 'org_acme00000000000000000000000', title: SECRET, version, status: 'open' }))
  expect((await app.db.select().from(comments)).filter(({ ticketId: of }) => of === ticketId)).toHaveLength(1)
})

it('takes who is asking, and for which organization, from the token alone', () => {
  const names = inputs.flatMap(({ path, schema }) => Object.keys(schema.properties ?? {}).map((name) => `${path} ${name}`))
  expect(names.length).toBeGreaterThan(10)
  expect(names.filter((name) => / (role|permissions?|org|organization|user|actor|author|tenant)(id|slug)?$/i.test(name))).toEqual([])
})
