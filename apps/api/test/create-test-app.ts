import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { AppRouter } from '@throughline/api'
import { createClerkLocal, type ClerkLocal } from '@throughline/clerk-local'
import { createTRPCClient, httpBatchLink, type TRPCClient } from '@trpc/client'
import type { Logger } from 'drizzle-orm'
import { pino } from 'pino'
import superjson from 'superjson'
import { createApp } from '../src/create-app.ts'
import type { Database, Db } from '../src/db/database.ts'
import { readEnv } from '../src/env.ts'
import { openTemplate } from './template-database.ts'

export interface TestApp {
  readonly app: NestFastifyApplication
  readonly url: string
  readonly clerk: ClerkLocal
  readonly db: Db
  /** Every statement since the start, as Drizzle sent it. */
  readonly statements: string[]
  /** Every line that the server logged, parsed. */
  readonly logLines: Record<string, unknown>[]
  /** A typed client that speaks for a user of the seed, or for nobody; with a fresh token at each call, or always with the one given. */
  clientFor(user?: string, token?: string): TRPCClient<AppRouter>
  close(): Promise<void>
}

export interface TestAppOptions {
  /** An empty database in memory by default. */
  open?: ((logger: Logger) => Promise<Database>) | undefined
  /** Variables of the environment beside the stand-in's. */
  variables?: Record<string, string>
  /** Of another app, whose replica this one is: it goes with that one. */
  clerk?: ClerkLocal
  /** What happens to the stand-in before the app starts. */
  prepare?: (clerk: ClerkLocal) => void
}

/** The real app over HTTP on a free port, with a Clerk of its own. */
export async function createTestApp({ open = openTemplate, variables = {}, clerk: given, prepare }: TestAppOptions = {}): Promise<TestApp> {
  const clerk = given ?? (await createClerkLocal())
  prepare?.(clerk)
  const env = readEnv({ ...clerk.env.api(), CLERK_JWT_KEY: clerk.jwtKey, NODE_ENV: 'test', API_PORT: '0', ...variables })
  const statements: string[] = []
  const logLines: Record<string, unknown>[] = []
  const logger = { logQuery: (statement: string) => void statements.push(statement) }
  const database = await open(logger)
  const app = await createApp(env, database, pino({ level: 'info' }, { write: (line) => void logLines.push(JSON.parse(line)) })).catch(async (error: unknown) => {
    await Promise.all([database.close(), clerk.close()])
    throw error
  })
  await app.listen(0, '127.0.0.1')
  const url = await app.getUrl()
  return {
    app,
    url,
    clerk,
    db: database.db,
    statements,
    logLines,
    clientFor: (user, token) =>
      createTRPCClient<AppRouter>({
        links: [
          httpBatchLink({
            url: `${url}/trpc`,
            transformer: superjson,
            headers: async () => (user ? { authorization: `Bearer ${token ?? (await clerk.token(user))}` } : {}),
          }),
        ],
      }),
    async close() {
      await app.close()
      if (!given) await clerk.close()
    },
  }
}
