import 'reflect-metadata'
import type { LoggerService, ModuleMetadata } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { instance } from '@throughline/clerk-local'
import type { Contract, RouterOf } from '@throughline/contract'
import { createTRPCClient, httpBatchLink, httpLink } from '@trpc/client'
import superjson from 'superjson'
import { fastifyOptions, ThroughlineModule, type ClerkOptions, type Limits } from '../src/index.ts'
import { contract as deskContract } from './desk.contract.ts'
import { DeskController } from './desk.controller.ts'
import { DeskRouter, FeedRouter } from './desk.routers.ts'
import { jwtKey, WEB } from './tokens.ts'

export interface StartOptions {
  contract?: Contract
  providers?: ModuleMetadata['providers']
  controllers?: ModuleMetadata['controllers']
  clerk?: Partial<ClerkOptions>
  limits?: Partial<Limits>
}

export type Started = Awaited<ReturnType<typeof start>>

/** The module in a small app on a free port; rejects where it refuses to start. */
export async function start(options: StartOptions = {}) {
  const logged: unknown[][] = []
  const log = (...line: unknown[]) => void logged.push(line)
  const logger: LoggerService = { log() {}, warn: log, error: log, fatal: log }
  class App {}
  const root = {
    module: App,
    imports: [
      ThroughlineModule.forRoot({
        contract: options.contract ?? deskContract,
        clerk: { publishableKey: instance.publishableKey, secretKey: instance.secretKey, jwtKey, authorizedParties: [WEB], ...options.clerk },
        allowedOrigins: [WEB],
        ...(options.limits && { limits: options.limits }),
      }),
    ],
    providers: options.providers ?? [DeskRouter, FeedRouter],
    controllers: options.controllers ?? [DeskController],
  }
  const adapter = new FastifyAdapter(fastifyOptions(options.limits))
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, { logger, abortOnError: false })
  try {
    await app.listen(0, '127.0.0.1')
  } catch (error) {
    await app.close()
    throw error
  }
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as { port: number }).port}` // a TCP server's address is never a string
  return {
    app,
    url,
    /** Warnings and errors, as Nest's logger was given them. */
    logged,
    client: (headers: Record<string, string> = {}) =>
      createTRPCClient<RouterOf<typeof deskContract>>({ links: [httpLink({ url: `${url}/trpc`, transformer: superjson, headers })] }),
    batchingClient: (headers: Record<string, string> = {}) =>
      createTRPCClient<RouterOf<typeof deskContract>>({ links: [httpBatchLink({ url: `${url}/trpc`, transformer: superjson, headers })] }),
    get: (path: string, headers: Record<string, string> = {}) => fetch(`${url}${path}`, { headers }),
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }),
    close: () => app.close(),
  }
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
