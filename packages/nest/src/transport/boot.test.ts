import { Controller, Get, Injectable, SetMetadata } from '@nestjs/common'
import { expect, it } from 'vitest'
import { Query } from 'nestjs-trpc'
import * as z from 'zod'
import { NoteRouter, RestController, startFixture } from '../../test/fixture-app.ts'
import { contract } from '../../test/fixture-contract.ts'
import { Implement, Router, type Call } from '../implement.ts'

const refusalOf = (planting: Parameters<typeof startFixture>[0]) =>
  startFixture(planting).then(
    async (fixture) => {
      await fixture.close()
      return 'it started'
    },
    (error: Error) => error.message,
  )

it('starts with the contract as it is', async () => {
  expect(await refusalOf({})).toBe('it started')
})

it('refuses a router with a method that nobody declared, and names it', async () => {
  @Injectable()
  @Router({ alias: 'note' })
  class Leaky extends NoteRouter {
    secret() {
      return 'everything'
    }
  }
  expect(await refusalOf({ routers: [Leaky] })).toContain('Leaky.secret would be reachable by anybody')
})

it('refuses a lifecycle hook in a router, which would be a public query', async () => {
  @Injectable()
  @Router({ alias: 'note' })
  class Hooked extends NoteRouter {
    onModuleInit() {}
  }
  expect(await refusalOf({ routers: [Hooked] })).toContain('Hooked.onModuleInit')
})

it('refuses a method whose declaration another decorator has dropped', async () => {
  const traced = (_: object, name: string, descriptor: PropertyDescriptor) => {
    const original = descriptor.value as (...args: unknown[]) => unknown // a method
    descriptor.value = Object.defineProperty((...args: unknown[]) => original(...args), 'name', { value: name })
  }
  @Injectable()
  @Router({ alias: 'note' })
  class Traced extends NoteRouter {
    @traced
    @Implement(contract.note.manage)
    override manage(call: Call<typeof contract.note.manage>) {
      return super.manage(call)
    }
  }
  expect(await refusalOf({ routers: [Traced] })).toContain('Traced.manage')
})

it('refuses two routers with one alias', async () => {
  @Injectable()
  @Router({ alias: 'note' })
  class Twin extends NoteRouter {}
  expect(await refusalOf({ routers: [NoteRouter, Twin] })).toBe('NoteRouter and Twin both have the alias "note".')
})

it('refuses to start while a router of the contract has no class', async () => {
  expect(await refusalOf({ routers: [] })).toContain('note.open: is in the contract, but no method implements it')
})

it('refuses a router that the contract does not name', async () => {
  @Injectable()
  @Router({ alias: 'extra' })
  class Extra {
    @Implement(contract.note.open)
    open() {
      return { userId: null, orgRole: null }
    }
  }
  expect(await refusalOf({ routers: [NoteRouter, Extra] })).toContain('extra.open: is served, but not in the contract')
})

it('refuses a procedure that is served without its policy', async () => {
  @Injectable()
  @Router({ alias: 'note' })
  class Bypassing extends NoteRouter {
    @Query({ output: z.object({ userId: z.null(), orgRole: z.null() }) })
    override open() {
      return { userId: null, orgRole: null }
    }
  }
  expect(await refusalOf({ routers: [Bypassing] })).toContain('note.open: is served without its policy')
})

it('refuses a method that implements another procedure than its name says', async () => {
  @Injectable()
  @Router({ alias: 'note' })
  class Swapped extends NoteRouter {
    @Implement(contract.note.open)
    override mine() {
      return { userId: null, orgRole: null }
    }
  }
  expect(await refusalOf({ routers: [Swapped] })).toContain('note.mine: is served by a method that implements another procedure')
})

it('refuses a REST route that declares no access', async () => {
  @Controller('leak')
  class LeakController {
    @Get()
    @SetMetadata('unrelated', true)
    all() {
      return 'everything'
    }
  }
  expect(await refusalOf({ controllers: [RestController, LeakController] })).toContain('LeakController.all')
})
