import type { RouterInputs, RouterOutputs } from '@throughline/api'
import type { FieldErrors } from '@throughline/next'
import { expectTypeOf } from 'vitest'
import { trpc, type useCan } from './react.ts'
import { api } from './server.ts'

const useProfile = () => trpc.user.profile.useQuery()
const useUpdate = () => trpc.user.updateProfile.useMutation()
type ProfileQuery = ReturnType<typeof useProfile>
type UpdateMutation = ReturnType<typeof useUpdate>
type UpdateData = NonNullable<NonNullable<UpdateMutation['error']>['data']>

expectTypeOf<NonNullable<ProfileQuery['data']>>().not.toBeAny()
expectTypeOf<NonNullable<ProfileQuery['data']>>().toEqualTypeOf<RouterOutputs['user']['profile']>()
expectTypeOf<NonNullable<ProfileQuery['error']>>().not.toBeAny()
expectTypeOf<Parameters<UpdateMutation['mutate']>[0]>().not.toBeAny()
expectTypeOf<Parameters<UpdateMutation['mutate']>[0]>().toEqualTypeOf<RouterInputs['user']['updateProfile']>()
expectTypeOf<UpdateData>().not.toBeAny()
expectTypeOf<UpdateData['fieldErrors']>().toEqualTypeOf<FieldErrors | undefined>()

const useChanges = () =>
  trpc.user.onProfileChange.useSubscription(undefined, {
    onData: ({ id, data }) => {
      expectTypeOf(id).toEqualTypeOf<string>()
      expectTypeOf(data).not.toBeAny()
      expectTypeOf(data).toEqualTypeOf<RouterOutputs['user']['profile']>()
    },
  })
expectTypeOf<ReturnType<typeof useChanges>>().not.toBeAny()

expectTypeOf(api.user.profile).returns.resolves.not.toBeAny()
expectTypeOf(api.user.profile).returns.resolves.toEqualTypeOf<RouterOutputs['user']['profile']>()
expectTypeOf(api.user.updateProfile).parameter(0).toEqualTypeOf<RouterInputs['user']['updateProfile']>()

expectTypeOf<'system.info' | 'user.profile' | 'user.updateProfile' | 'user.onProfileChange'>().toExtend<Parameters<ReturnType<typeof useCan>>[0]>()
expectTypeOf<'user.remove'>().not.toExtend<Parameters<ReturnType<typeof useCan>>[0]>()

// @ts-expect-error the contract has no such procedure
void trpc.user.remove

// @ts-expect-error a time zone is part of the change
api.user.updateProfile({ displayName: 'Ada', bio: '' })
