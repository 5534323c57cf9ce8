import 'reflect-metadata'
import { Injectable, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { subscription } from '@throughline/contract'
import { EventChannel, fastifyOptions, Implement, Router, ThroughlineModule, type Call } from '@throughline/nest'
import { answerEvents, eventSchema, type BenchEvent } from './events.ts'
import { serve, type Setup } from './serve.ts'

const contract = { tick: { follow: subscription({ summary: 'Follow.', access: 'user', output: eventSchema }) } }
const channel = new EventChannel<BenchEvent>()

@Injectable()
@Router({ alias: 'tick' })
class TickRouter {
  @Implement(contract.tick.follow)
  async *follow({ signal }: Call<typeof contract.tick.follow>) {
    yield* channel.subscribe({ signal })
  }
}

serve(async ({ instance: { authorizedParty, ...keys } }: Setup) => {
  @Module({
    imports: [
      ThroughlineModule.forRoot({
        contract,
        clerk: { ...keys, authorizedParties: [authorizedParty] },
        allowedOrigins: [],
        // All clients of this measurement are one user.
        limits: { maxStreamsPerActor: 10_000 },
      }),
    ],
    providers: [TickRouter],
  })
  class AppModule {}
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(fastifyOptions()), { logger: ['warn', 'error'] })
  await app.listen(0, '127.0.0.1')
  answerEvents((id, event) => channel.publish(id, event), () => channel.size)
  return app.getHttpServer()
})
