import { ConflictException, ImATeapotException } from '@nestjs/common'
import type { Actor } from '@throughline/contract'
import { DomainError, Implement, Router, TRPCError, tracked, type Call, type Implementation } from '../src/index.ts'
import { contract } from './desk.contract.ts'

type Desk = typeof contract.desk
type Feed = typeof contract.feed

export class ShelfFullError extends DomainError {
  readonly code = 'CONFLICT'
  constructor() {
    super('The shelf is full.')
  }
}

/** What a test may wait for, and what it may decide, inside a running call. */
export const backstage = { slow: gate<string>(), slowCalled: gate<void>(), endlessEnded: gate<void>() }

function gate<T>(): { promise: Promise<T>; resolve(value: T): void } {
  let resolve!: (value: T) => void // a promise's executor runs at once
  const promise = new Promise<T>((done) => (resolve = done))
  return { promise, resolve }
}

const failures: Record<string, () => unknown> = {
  domain: () => new ShelfFullError(),
  nest: () => new ConflictException('Somebody was faster.'),
  'nest-unmapped': () => new ImATeapotException(),
  trpc: () => new TRPCError({ code: 'PRECONDITION_FAILED', message: 'Save first.' }),
  unknown: () => new Error('secret db password=hunter2', { cause: new Error('connection refused') }),
  'trpc-internal': () => new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: 'secret db password=hunter2' }),
  'not-an-error': () => 'secret db password=hunter2',
}

export const failure = (how: string): unknown => failures[how]?.()

const who = (actor: Actor | null) => ({
  userId: actor?.userId ?? null,
  orgId: actor?.orgId ?? null,
  orgRole: actor?.orgRole ?? null,
  orgPermissions: [...(actor?.orgPermissions ?? [])],
})

@Router({ alias: 'desk' })
export class DeskRouter implements Implementation<Desk> {
  @Implement(contract.desk.anybody)
  anybody({ ctx }: Call<Desk['anybody']>) {
    return who(ctx.actor)
  }

  @Implement(contract.desk.user)
  user({ ctx }: Call<Desk['user']>) {
    return who(ctx.actor)
  }

  @Implement(contract.desk.member)
  member({ ctx }: Call<Desk['member']>) {
    return who(ctx.actor)
  }

  @Implement(contract.desk.admin)
  admin({ ctx }: Call<Desk['admin']>) {
    return who(ctx.actor)
  }

  @Implement(contract.desk.assigner)
  assigner({ ctx }: Call<Desk['assigner']>) {
    return who(ctx.actor)
  }

  @Implement(contract.desk.at)
  at({ input }: Call<Desk['at']>) {
    return { at: input.at }
  }

  @Implement(contract.desk.rename)
  rename({ input }: Call<Desk['rename']>) {
    return { name: input.name }
  }

  @Implement(contract.desk.post)
  post({ input }: Call<Desk['post']>) {
    return { length: input.text.length }
  }

  @Implement(contract.desk.fail)
  fail({ input }: Call<Desk['fail']>): null {
    throw failure(input.how)
  }

  @Implement(contract.desk.misshape)
  misshape() {
    return JSON.parse('{ "id": 7, "secret": "hunter2" }') as { id: string } // a lie that the compiler cannot see
  }

  @Implement(contract.desk.slow)
  slow() {
    backstage.slowCalled.resolve()
    return backstage.slow.promise
  }
}

@Router({ alias: 'feed' })
export class FeedRouter implements Implementation<Feed> {
  @Implement(contract.feed.count)
  async *count({ input }: Call<Feed['count']>) {
    for (let n = Number(input.lastEventId ?? 0) + 1; n <= input.upTo; n++) yield tracked(String(n), { n, at: new Date(n) })
  }

  @Implement(contract.feed.mine)
  async *mine() {
    yield { n: 1 }
  }

  @Implement(contract.feed.endless)
  async *endless({ signal }: Call<Feed['endless']>) {
    try {
      yield { n: 1 }
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    } finally {
      backstage.endlessEnded.resolve()
    }
  }
}
