import type { ErrorData } from '@throughline/contract'
import type { AppRouter } from '@throughline/api'
import type { TRPCClientError } from '@trpc/client'
import { expectTypeOf } from 'vitest'
import type { createClient } from './client.ts'

type Client = ReturnType<typeof createClient>
type Profile = Awaited<ReturnType<Client['user']['profile']['query']>>
type Update = Parameters<Client['user']['updateProfile']['mutate']>[0]

expectTypeOf<Profile>().not.toBeAny()
expectTypeOf<Profile['createdAt']>().toEqualTypeOf<Date>()
expectTypeOf<Update>().not.toBeAny()
expectTypeOf<Update['displayName']>().toEqualTypeOf<string>()
expectTypeOf<TRPCClientError<AppRouter>['data']>().not.toBeAny()
expectTypeOf<NonNullable<TRPCClientError<AppRouter>['data']>>().toEqualTypeOf<ErrorData>()
expectTypeOf<Client['user']['profile']['query']>().not.toBeAny()
// @ts-expect-error the contract names no such procedure
type Missing = Client['user']['secret']
