import 'reflect-metadata'
import { verifyToken } from '@clerk/backend'
import { Inject, Injectable, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { TRPCError } from '@trpc/server'
import type { FastifyRequest } from 'fastify'
import { Query, Router, TRPCModule, UseMiddlewares, type ContextOptions, type MiddlewareOptions, type TRPCContext, type TRPCMiddleware } from 'nestjs-trpc'
import superjson from 'superjson'
import { profile, profileInput, profileOutput } from './profile.ts'
import { serve, type Setup } from './serve.ts'

const SETUP = Symbol('SETUP')

@Injectable()
class Context implements TRPCContext {
  constructor(@Inject(SETUP) private readonly setup: Setup) {}

  async create({ req }: ContextOptions) {
    const { jwtKey, authorizedParty } = this.setup.instance
    const token = (req as FastifyRequest).headers.authorization?.replace('Bearer ', '') ?? '' // the adapter is Fastify's
    const claims = await verifyToken(token, { jwtKey, authorizedParties: [authorizedParty] }).catch(() => null)
    return { userId: claims?.sub ?? null }
  }
}

@Injectable()
class SignedIn implements TRPCMiddleware {
  use({ ctx, next }: MiddlewareOptions) {
    if (!(ctx as { userId: string | null }).userId) throw new TRPCError({ code: 'UNAUTHORIZED' }) // made by Context
    return next()
  }
}

@Injectable()
@Router({ alias: 'user' })
class UserRouter {
  @UseMiddlewares(SignedIn)
  @Query({ input: profileInput, output: profileOutput })
  profile() {
    return profile
  }
}

/** nestjs-trpc as its documentation has it, with its own driver, and Clerk's `verifyToken` in the context. */
serve(async (setup) => {
  @Module({
    imports: [TRPCModule.forRoot({ context: Context, transformer: superjson })],
    providers: [{ provide: SETUP, useValue: setup }, Context, SignedIn, UserRouter],
  })
  class AppModule {}
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), { logger: ['warn', 'error'] })
  await app.listen(0, '127.0.0.1')
  return app.getHttpServer()
})
