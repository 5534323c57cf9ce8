'use client'
import { trpc } from '../trpc/react.ts'

/** Shows changes of the profile that were made elsewhere: in another tab, browser or device. Opens a stream. */
export function useProfileChanges(): void {
  const utils = trpc.useUtils()
  trpc.user.onProfileChange.useSubscription(undefined, {
    async onData({ data }) {
      // An answer that is under way may be older.
      await utils.user.profile.cancel()
      utils.user.profile.setData(undefined, data)
    },
  })
}
