import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../test/create-test-app.ts'
import { activity } from '../db/schema.ts'

const GRACE = 'grace@example.com'
const CALLS = 20

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  await app.clientFor(GRACE).organization.current.query()
})
beforeEach(async () => {
  await app.db.execute(sql`truncate ${activity}`)
  app.statements.length = 0
})
afterAll(() => app.close())

/** Removes as many tickets in one request, which Grace may not; the status of each answer. */
async function removeMany(): Promise<number[]> {
  const calls = Array.from({ length: CALLS }, (_, index) => [index, { json: { id: randomUUID() } }])
  const response = await fetch(`${app.url}/trpc/${Array(CALLS).fill('ticket.remove').join(',')}?batch=1`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await app.clerk.token(GRACE)}`, 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(calls)),
  })
  const answers = (await response.json()) as { error: { json: { data: { httpStatus: number } } } }[] // all are refused
  return answers.map(({ error }) => error.json.data.httpStatus)
}

it('every refusal that was answered is in the audit, and a flood of them takes fewer statements', async () => {
  const answers = (await Promise.all(Array.from({ length: 5 }, removeMany))).flat()
  expect(answers).toEqual(Array(5 * CALLS).fill(403))
  expect(await app.db.select().from(activity)).toHaveLength(5 * CALLS)
  expect(app.statements.filter((statement) => statement.startsWith('insert into "activity"')).length).toBeLessThan(5 * CALLS)
})

it('where the audit cannot be written nobody is told of a refusal, and the next one is in it', async () => {
  await app.db.execute(sql`alter table ${activity} add constraint broken check (not denied) not valid`)
  const answers = await removeMany()
  await app.db.execute(sql`alter table ${activity} drop constraint broken`)
  expect(answers).not.toContain(403)
  expect(app.logLines.map(({ msg }) => msg)).toContain('Refused writes are not in the audit')
  await removeMany()
  expect(await app.db.select().from(activity)).toHaveLength(CALLS)
})
