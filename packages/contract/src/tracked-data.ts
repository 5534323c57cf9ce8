/**
 * One event of a subscription as a client receives it. The client sends the last `id` it has seen when it reconnects.
 *
 * @see https://trpc.io/docs/server/subscriptions#tracked
 */
export interface TrackedData<T> {
  readonly id: string
  readonly data: T
}
