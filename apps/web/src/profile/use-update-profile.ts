'use client'
import type { Profile } from '@throughline/api'
import { trpc } from '../trpc/react.ts'

/**
 * Saves a profile. `shown` is it as it will be while a change is under way: the guess is laid over what the server has
 * said, and not put in its place, so that whatever else the server says meanwhile neither hides it nor is lost with it.
 */
export function useUpdateProfile(profile: Profile) {
  const utils = trpc.useUtils()
  const update = trpc.user.updateProfile.useMutation({
    async onMutate() {
      // An answer that is under way would put the old profile back.
      await utils.user.profile.cancel()
      return { before: utils.user.profile.getData() }
    },
    // What has arrived since may be older or newer than what was saved. The guess stays until the server has said which.
    onSuccess(saved, _change, { before }) {
      if (utils.user.profile.getData() !== before) return utils.user.profile.invalidate()
      utils.user.profile.setData(undefined, saved)
    },
  })
  return { update, shown: update.isPending ? { ...profile, ...update.variables } : profile }
}
