import 'reflect-metadata'
import cors from '@fastify/cors'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { CLERK_CLIENT, fastifyOptions, type LoadClerkClient } from '@throughline/nest'
import type { Logger } from 'pino'
import { AppModule } from './app.module.ts'
import type { Database } from './db/database.ts'
import type { Env } from './env.ts'
import { PinoLogger } from './logging/pino-logger.ts'
import { logRequests } from './logging/request-log.ts'
import { schemaCompilers } from './schema-compilers.ts'

/** The server as it runs, before it listens: `main.ts` and the tests start the same one. */
export async function createApp(env: Env, database: Database, logger: Logger): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ ...fastifyOptions(), schemaController: schemaCompilers })
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(env, database), adapter, {
    logger: new PinoLogger(logger),
    abortOnError: false,
  })
  logRequests(adapter.getInstance(), logger)
  await app.register(cors, {
    origin: [...env.webOrigins],
    credentials: true,
    methods: ['GET', 'POST'],
    allowedHeaders: ['authorization', 'content-type', 'x-request-id', 'trpc-accept', 'last-event-id'],
    exposedHeaders: ['x-request-id', 'server-timing'],
    maxAge: 600,
  })
  return app
}

// Past the calls that have waited for the start.
const REST_MS = 1_000

/** Loads what a start has left out. Not when it is needed: by then another build may have replaced this one's files. */
export function loadTheRest(app: NestFastifyApplication, logger: Logger): void {
  const load = app.get<LoadClerkClient>(CLERK_CLIENT)
  setTimeout(() => load().catch((error: unknown) => logger.error({ err: error }, 'Clerk’s SDK cannot be loaded')), REST_MS).unref()
}
