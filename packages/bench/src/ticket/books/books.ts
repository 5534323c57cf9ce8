import type { TicketChange } from '@throughline/api'
import pg from 'pg'
import { changeKey } from '../desk/deed.ts'
import type { Told } from '../streams/followers.ts'
import type { Books } from './write-ledger.ts'

interface KeyRow {
  readonly organization: string
  readonly key: string
}

interface EventRow {
  readonly id: string
  readonly scope: string
  readonly data: TicketChange
}

// In the words of `deed.ts`. A ticket of version 3 has been changed twice, and the audit's lines of its changes are in
// their order: each was written while the row was locked.
const ROWS = `
  select organization_id as organization, 'created ' || id as key from tickets
  union all select organization_id, 'updated ' || id || ' ' || made from tickets cross join lateral generate_series(2, version) as made
  union all select organization_id, 'commented ' || id from comments`
const AUDIT = `
  select organization_id as organization, case when action in ('ticket.create', 'comment.add') then action || ' ' || subject_id || ' ' || actor_id
    else action || ' ' || subject_id || ' ' || 1 + row_number() over (partition by organization_id, subject_id, action in ('ticket.create', 'comment.add') order by id)
      || ' ' || coalesce(detail ->> 'to', detail ->> 'toUserId', 'null') end as key
  from activity where not denied`
const EVENTS = `select id, scope, data from events where topic = 'ticket' order by id`

/** Everything that was ever written, at one point in time. */
export async function readBooks(databaseUrl: string): Promise<{ books: Books; told: Told }> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const keys = async (query: string) => (await client.query<KeyRow>(query)).rows.map(({ organization, key }) => `${organization} ${key}`)
    const [rows, audit, { rows: events }] = [await keys(ROWS), await keys(AUDIT), await client.query<EventRow>(EVENTS)]
    const told = new Map<string, { id: number; key: string }[]>()
    for (const { id, scope, data } of events) {
      const own = told.get(scope) ?? []
      told.set(scope, own)
      own.push({ id: Number(id), key: changeKey(data) })
    }
    return { books: { rows, audit, events: events.map(({ scope, data }) => `${scope} ${changeKey(data)}`) }, told }
  } finally {
    await client.end()
  }
}
