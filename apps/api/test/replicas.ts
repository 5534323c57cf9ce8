import { openPostgres } from '../src/db/postgres.ts'
import { createTestApp, type TestApp } from './create-test-app.ts'
import { faultyLine, type FaultyLine } from './faulty-line.ts'
import { startPostgres } from './postgres-server.ts'

/** Two servers on one PostgreSQL, with one Clerk. */
export interface Replicas {
  readonly one: TestApp
  readonly two: TestApp
  /** Between the second one and the database. */
  readonly line: FaultyLine
  /** Starts one more. */
  another(): Promise<TestApp>
  stop(): Promise<void>
}

export async function startReplicas(): Promise<Replicas> {
  const server = await startPostgres()
  const url = await server.createDatabase('replicas')
  const line = await faultyLine(server.port)
  const overLine = new URL(url)
  overLine.port = String(line.port)
  const one = await createTestApp({ open: () => openPostgres(url) })
  const two = await createTestApp({ open: () => openPostgres(overLine.href), clerk: one.clerk })
  return {
    one,
    two,
    line,
    another: () => createTestApp({ open: () => openPostgres(url), clerk: one.clerk }),
    async stop() {
      await two.close()
      await one.close()
      await line.close()
      await server.stop()
    },
  }
}
