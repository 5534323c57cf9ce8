/** Where events are sent. */
export interface WebhookEndpoint {
  readonly id: string
  readonly url: string
  /** Types such as `user.created`, or `user.*`; `null` for all of them. */
  readonly events: readonly string[] | null
  /** `whsec_…`: what the receiver verifies with. */
  readonly secret: string
  /** Comes from the options or the seed, and so with every start; others are added while it runs. */
  readonly configured: boolean
  readonly createdAt: number
}

/** One event on its way to one endpoint. */
export interface WebhookDelivery {
  readonly id: string
  /** `svix-id`: the same for every endpoint and every attempt, so that receivers can tell what they have had already. */
  readonly messageId: string
  readonly endpointId: string
  readonly url: string
  readonly type: string
  /** The body as it is sent. */
  readonly payload: string
  readonly state: 'pending' | 'delivered' | 'failed'
  /** Oldest first. */
  readonly attempts: readonly WebhookAttempt[]
  /** How many times it was tried since it was made or replayed: what the back-off goes by. */
  readonly tries: number
  /** Milliseconds by the machine's time; `null` once it is delivered or given up. */
  readonly nextAttemptAt: number | null
  readonly createdAt: number
}

export interface WebhookAttempt {
  /** Milliseconds by the machine's time. */
  readonly at: number
  readonly durationMs: number
  /** `null` where nothing answered. */
  readonly status: number | null
  /** Why it does not count as delivered. */
  readonly error: string | null
  /** The beginning of what was answered. */
  readonly response: string
}
