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
      return { before, guess: utils.user.profile.getData() }
    },
    // Only what is still the guess is replaced: a change from elsewhere may have arrived, and is newer.
    onError(_error, _change, context) {
      if (utils.user.profile.getData() === context?.guess) utils.user.profile.setData(undefined, context?.before)
    },
    onSuccess(saved, _change, context) {
      if (utils.user.profile.getData() === context.guess) utils.user.profile.setData(undefined, saved)
    },
  })
}
