import { mutation, query, subscription, type Actor, type Member } from '@throughline/contract'
import { expectTypeOf } from 'vitest'
import * as z from 'zod'
import { Implement, type Call, type Implementation } from './implement.ts'
import { tracked } from './index.ts'

const output = z.object({ id: z.string() })
const note = {
  open: query({ summary: 'Show.', access: 'public', output }),
  mine: query({ summary: 'Show.', access: 'user', output }),
  rename: mutation({ summary: 'Rename.', access: 'org:note:rename', input: z.strictObject({ size: z.number().default(1) }), output }),
  watch: subscription({ summary: 'Watch.', access: 'user', output }),
}
type Note = typeof note

expectTypeOf<Call<Note['open']>['ctx']['actor']>().toEqualTypeOf<Actor | null>()
expectTypeOf<Call<Note['mine']>['ctx']['actor']>().toEqualTypeOf<Actor>()
expectTypeOf<Call<Note['rename']>['ctx']['actor']>().toEqualTypeOf<Member>()
expectTypeOf<Call<Note['rename']>['input']>().toEqualTypeOf<{ size: number }>()
expectTypeOf<Call<Note['mine']>['input']>().toEqualTypeOf<undefined>()

export class Complete implements Implementation<Note> {
  @Implement(note.open)
  open({ ctx }: Call<Note['open']>) {
    return { id: ctx.actor?.userId ?? 'nobody' }
  }

  @Implement(note.mine)
  async mine({ ctx }: Call<Note['mine']>) {
    return { id: ctx.actor.userId }
  }

  @Implement(note.rename)
  rename({ ctx, input }: Call<Note['rename']>) {
    return { id: ctx.actor.orgId.repeat(input.size) }
  }

  @Implement(note.watch)
  async *watch() {
    yield { id: 'plain' }
    yield tracked('1', { id: 'tracked' })
  }
}

// @ts-expect-error the contract's other methods are missing
export class Incomplete implements Implementation<Note> {
  open() {
    return { id: '' }
  }
}

export class WrongOutput {
  // @ts-expect-error the output's id is text
  @Implement(note.open)
  open() {
    return { id: 7 }
  }

  // @ts-expect-error the output has an id, also in a promise
  @Implement(note.mine)
  async mine() {
    return {}
  }

  // @ts-expect-error an event's id is text
  @Implement(note.watch)
  async *watch() {
    yield { id: 7 }
  }
}

export class WrongInput {
  // @ts-expect-error the input has a size and no name
  @Implement(note.rename)
  rename({ input }: { input: { name: string } }) {
    return { id: input.name }
  }
}

export class WrongActor {
  // @ts-expect-error nobody needs to be signed in here, so that there may be no actor
  @Implement(note.open)
  open({ ctx }: { ctx: { actor: Actor } }) {
    return { id: ctx.actor.userId }
  }

  // @ts-expect-error being signed in makes nobody a member
  @Implement(note.mine)
  mine({ ctx }: { ctx: { actor: Member } }) {
    return { id: ctx.actor.orgId }
  }
}
