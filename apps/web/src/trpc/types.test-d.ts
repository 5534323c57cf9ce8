import type { AppRouter } from '@throughline/api'
import type { TRPCClientErrorLike } from '@trpc/client'
import { expectTypeOf } from 'vitest'
import { trpc } from './react.ts'
import type { api } from './server.ts'

/** In the browser: inputs, outputs and errors. Never run; the type checker reads it. */
export function useTypes() {
  const query = trpc.user.profile.useQuery()
  const profile = query.data!
  expectTypeOf(profile).not.toBeAny()
  expectTypeOf(profile.createdAt).toEqualTypeOf<Date>()

  const failure = query.error!
  expectTypeOf(failure).not.toBeAny()
  expectTypeOf(failure).toEqualTypeOf<TRPCClientErrorLike<AppRouter>>()
  expectTypeOf(failure.data!.requestId).toEqualTypeOf<string>()
  expectTypeOf(failure.data!.fieldErrors).toEqualTypeOf<Readonly<Record<string, readonly string[]>> | undefined>()

  const update = trpc.user.updateProfile.useMutation()
  type Update = Parameters<typeof update.mutate>[0]
  expectTypeOf<Update>().not.toBeAny()
  expectTypeOf<Update>().toEqualTypeOf<{ displayName: string; bio: string; timeZone: string }>()

  // @ts-expect-error the contract names no such router
  trpc.secret.useQuery()
  // @ts-expect-error a query is not changed
  trpc.user.profile.useMutation()
}

// In a server component.
type ServerProfile = Awaited<ReturnType<(typeof api)['user']['profile']>>
expectTypeOf<ServerProfile>().not.toBeAny()
expectTypeOf<ServerProfile['displayName']>().toEqualTypeOf<string>()
