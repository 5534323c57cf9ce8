'use client'
import { trpc } from '../trpc/react.ts'

/** Saves a profile. It shows as saved at once and goes back to what it was when the server refuses. */
export function useUpdateProfile() {
  const utils = trpc.useUtils()
  return trpc.user.updateProfile.useMutation({
    async onMutate(change) {
      // An answer that is under way would put the old profile back.
      await utils.user.profile.cancel()
      const before = utils.user.profile.getData()
      utils.user.profile.setData(undefined, before && { ...before, ...change })
      return { before }
    },
    onError(_error, _change, context) {
      utils.user.profile.setData(undefined, context?.before)
    },
    onSuccess(saved) {
      utils.user.profile.setData(undefined, saved)
    },
  })
}
