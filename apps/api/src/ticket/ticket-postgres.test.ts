import { afterAll, beforeAll, describe } from 'vitest'
import { startPostgres, type PostgresServer } from '../../test/postgres-server.ts'
import { openPostgres } from '../db/postgres.ts'
import { describeTickets } from './describe-tickets.ts'

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

describe('on PostgreSQL', () => {
  describeTickets(async (logger) => openPostgres(await server.createDatabase('tickets'), logger))
})
