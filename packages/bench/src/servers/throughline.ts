import 'reflect-metadata'
import cors from '@fastify/cors'
import { Injectable, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { query } from '@throughline/contract'
import { fastifyOptions, Implement, Router, ThroughlineModule, type Implementation } from '@throughline/nest'
import { profile, profileInput, profileOutput } from './profile.ts'
import { serve, type Setup } from './serve.ts'

const contract = { user: { profile: query({ summary: 'Show a profile.', access: 'user', input: profileInput, output: profileOutput }) } }
/** Fewer than there are tokens in the cold row, so that each of them is always new. */
const FEW_TOKENS = 100

@Injectable()
@Router({ alias: 'user' })
class UserRouter implements Implementation<typeof contract.user> {
  @Implement(contract.user.profile)
  profile() {
    return profile
  }
}

// As apps/api makes its server in production with LOG_LEVEL=warn.
serve(async ({ instance: { authorizedParty, ...keys } }: Setup) => {
  const clerk = { ...keys, authorizedParties: [authorizedParty] }
  @Module({
    imports: [ThroughlineModule.forRoot({ contract, clerk, allowedOrigins: [authorizedParty], limits: process.env['BENCH_COLD'] ? { maxCachedTokens: FEW_TOKENS } : {} })],
    providers: [UserRouter],
  })
  class AppModule {}
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(fastifyOptions()), { logger: ['warn', 'error'] })
  await app.register(cors, { origin: [authorizedParty], credentials: true, methods: ['GET', 'POST'] })
  await app.listen(0, '127.0.0.1')
  return app.getHttpServer()
})
