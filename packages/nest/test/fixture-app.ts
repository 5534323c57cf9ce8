import 'reflect-metadata'
import { BadRequestException, ConflictException, Controller, Get, Injectable, Module, Post, type Type } from '@nestjs/common'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { Test } from '@nestjs/testing'
import { createClerkLocal, type ClerkLocal } from '@throughline/clerk-local'
import type { Actor, Contract } from '@throughline/contract'
import { CurrentActor, DomainError, fastifyOptions, Implement, RequireAccess, Router, ThroughlineModule, tracked, type Call, type Implementation } from '../src/index.ts'
import type { Limits } from '../src/options.ts'
import { contract as noteContract } from './fixture-contract.ts'

export const WEB = 'http://localhost:3000'

class NoteTakenError extends DomainError {
  readonly code = 'CONFLICT'
  constructor() {
    super('That note is taken.')
  }
}

const seenBy = (actor: Actor | null) => ({ userId: actor?.userId ?? null, orgRole: actor?.orgRole ?? null })
const { note } = noteContract

@Injectable()
@Router({ alias: 'note' })
export class NoteRouter implements Implementation<typeof note> {
  @Implement(note.open)
  open({ ctx }: Call<typeof note.open>) {
    return seenBy(ctx.actor)
  }

  @Implement(note.mine)
  mine({ ctx }: Call<typeof note.mine>) {
    return seenBy(ctx.actor)
  }

  @Implement(note.assign)
  assign({ ctx }: Call<typeof note.assign>) {
    return seenBy(ctx.actor)
  }

  @Implement(note.manage)
  manage({ ctx }: Call<typeof note.manage>) {
    return seenBy(ctx.actor)
  }

  @Implement(note.rename)
  rename({ input }: Call<typeof note.rename>) {
    return { name: input.name, at: new Date(0) }
  }

  @Implement(note.fail)
  fail({ input }: Call<typeof note.fail>) {
    if (input.how === 'domain') throw new NoteTakenError()
    if (input.how === 'http') throw new ConflictException('Taken, says Nest.')
    if (input.how === 'unknown') throw new Error('secret db password=hunter2')
    return { userId: 7 } as unknown as { userId: string; orgRole: string } // breaks its promise on purpose
  }

  @Implement(note.ticks)
  async *ticks({ input, signal }: Call<typeof note.ticks>) {
    for (let n = 1; n <= input.until && !signal.aborted; n += 1) yield tracked(String(n), { n })
  }
}

@Controller('rest')
@RequireAccess('user')
export class RestController {
  @Get('mine')
  mine(@CurrentActor() actor: Actor) {
    return seenBy(actor)
  }

  @Get('open')
  @RequireAccess('public')
  open(@CurrentActor() actor: Actor | null) {
    return seenBy(actor)
  }

  @Post('write')
  write(@CurrentActor() actor: Actor) {
    return seenBy(actor)
  }

  @Get('unknown')
  unknown() {
    throw new Error('secret db password=hunter2')
  }

  @Get('bad')
  bad() {
    throw new BadRequestException('Not like this.')
  }
}

export interface Fixture {
  readonly app: NestFastifyApplication
  readonly url: string
  readonly clerk: ClerkLocal
  close(): Promise<void>
}

interface Planting {
  contract?: Contract
  routers?: Type[]
  controllers?: Type[]
  limits?: Partial<Limits>
  /** Verify by fetched keys, as an app without `CLERK_JWT_KEY` does. */
  remoteKeys?: boolean
}

/** A small Nest app on a free port; `routers` and `controllers` plant what boot must refuse. */
export async function startFixture({ contract = noteContract, routers = [NoteRouter], controllers = [RestController], limits, remoteKeys }: Planting = {}): Promise<Fixture> {
  const clerk = await createClerkLocal()
  const clerkOptions = {
    publishableKey: clerk.publishableKey,
    secretKey: clerk.secretKey,
    apiUrl: clerk.env.api()['CLERK_API_URL'],
    authorizedParties: [WEB],
    ...(remoteKeys ? {} : { jwtKey: clerk.jwtKey }),
  }

  @Module({
    imports: [ThroughlineModule.forRoot({ contract, clerk: clerkOptions, allowedOrigins: [WEB], ...(limits && { limits }) })],
    providers: routers,
    controllers,
  })
  class FixtureModule {}

  const testing = await Test.createTestingModule({ imports: [FixtureModule] }).compile()
  const app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter(fastifyOptions(limits)), { logger: ['fatal'] })
  try {
    await app.listen(0, '127.0.0.1')
  } catch (error) {
    await app.close()
    await clerk.close()
    throw error
  }
  return {
    app,
    clerk,
    url: await app.getUrl(),
    async close() {
      await app.close()
      await clerk.close()
    },
  }
}
