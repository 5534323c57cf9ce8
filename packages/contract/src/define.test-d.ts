import type { TRPCClientError } from '@trpc/client'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import * as z from 'zod'
import { expectTypeOf } from 'vitest'
import { mutation, query, subscription } from './define.ts'
import type { ErrorData } from './error-shape.ts'
import type { InputsOf, OutputsOf, RouterOf } from './router-type.ts'

const output = z.object({ id: z.string(), at: z.date() })
const contract = {
  ticket: {
    list: query({ summary: 'List.', access: 'org', output: z.array(output) }),
    get: query({ summary: 'Show.', access: 'org', input: z.strictObject({ id: z.string() }), output }),
    create: mutation({
      summary: 'Open.',
      access: 'org:ticket:create',
      input: z.strictObject({ title: z.string(), urgent: z.boolean().default(false) }),
      output,
    }),
    onChange: subscription({ summary: 'Watch.', access: 'org', output: z.object({ id: z.string() }) }),
  },
}
type AppRouter = RouterOf<typeof contract>

expectTypeOf<inferRouterInputs<AppRouter>['ticket']['get']>().toEqualTypeOf<{ id: string }>()
expectTypeOf<inferRouterInputs<AppRouter>['ticket']['create']>().toEqualTypeOf<{ title: string; urgent?: boolean | undefined }>()
expectTypeOf<inferRouterOutputs<AppRouter>['ticket']['list']>().toEqualTypeOf<{ id: string; at: Date }[]>()
expectTypeOf<InputsOf<typeof contract>['ticket']['create']>().toEqualTypeOf<inferRouterInputs<AppRouter>['ticket']['create']>()
expectTypeOf<OutputsOf<typeof contract>['ticket']['get']>().toEqualTypeOf<{ id: string; at: Date }>()
expectTypeOf<TRPCClientError<AppRouter>['data']>().toEqualTypeOf<ErrorData | null | undefined>()

// @ts-expect-error access has no default
query({ summary: 'Show.', output })

// @ts-expect-error a procedure answers with a schema
query({ summary: 'Show.', access: 'user' })

// @ts-expect-error Clerk spells permissions org:…
query({ summary: 'Show.', access: 'ticket:read', output })
