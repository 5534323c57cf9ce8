import type { WebhookAttempt, WebhookDelivery } from '../store/rows/webhook.ts'
import type { Store } from '../store/store.ts'
import { attempt } from './attempt.ts'
import { signatureHeaders } from './signature.ts'

export interface DispatcherOptions {
  /** Milliseconds before each further attempt; as many as there are, and none after the last. */
  readonly retryMs: readonly number[]
  readonly timeoutMs: number
  /** Called after every attempt: what it changed is to be kept. */
  readonly keep: () => void
}

/** How many attempts of one delivery are remembered. */
const KEPT_ATTEMPTS = 20

/**
 * Brings deliveries to their endpoints: to one endpoint one at a time and in order, to several at once. Retries wait by
 * themselves and hold nobody up.
 */
export class Dispatcher {
  readonly #store: Store
  readonly #options: DispatcherOptions
  readonly #queues = new Map<string, string[]>()
  readonly #timers = new Map<string, NodeJS.Timeout>()
  readonly #waiting: (() => void)[] = []
  #stop = new AbortController()
  #busy = 0

  constructor(store: Store, options: DispatcherOptions) {
    this.#store = store
    this.#options = options
  }

  /** Sends a delivery as soon as those before it have had their turn. */
  send({ id, endpointId }: WebhookDelivery): void {
    clearTimeout(this.#timers.get(id))
    this.#timers.delete(id)
    const queue = this.#queues.get(endpointId)
    if (queue) {
      if (!queue.includes(id)) queue.push(id)
      return
    }
    this.#queues.set(endpointId, [id])
    void this.#work(endpointId)
  }

  /** Goes on where an earlier process stopped. */
  resume(deliveries: Iterable<WebhookDelivery>): void {
    for (const delivery of deliveries) if (delivery.nextAttemptAt !== null) this.#later(delivery, delivery.nextAttemptAt - Date.now())
  }

  /** Resolves once nothing is on its way; what waits for a retry is not on its way. */
  settled(): Promise<void> {
    return this.#busy === 0 ? Promise.resolve() : new Promise((resolve) => void this.#waiting.push(resolve))
  }

  /** Forgets what waits and breaks off what is on its way. */
  cancel(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
    for (const queue of this.#queues.values()) queue.length = 0
    this.#stop.abort()
    this.#stop = new AbortController()
  }

  async #work(endpointId: string): Promise<void> {
    this.#busy += 1
    const queue = this.#queues.get(endpointId) ?? []
    for (let id = queue[0]; id !== undefined; id = queue[0]) {
      const { signal } = this.#stop
      const tried = await this.#try(id, signal)
      if (signal.aborted) continue // the queue was emptied, and what was tried may be gone
      queue.shift()
      const delivery = this.#store.webhookDeliveries.get(id)
      if (delivery && tried) this.#note(delivery, tried)
    }
    this.#queues.delete(endpointId)
    this.#busy -= 1
    if (this.#busy === 0) for (const resolve of this.#waiting.splice(0)) resolve()
  }

  async #try(id: string, signal: AbortSignal): Promise<WebhookAttempt | undefined> {
    const delivery = this.#store.webhookDeliveries.get(id)
    const endpoint = delivery && this.#store.webhookEndpoints.get(delivery.endpointId)
    if (!delivery || !endpoint) return undefined
    const { messageId, payload: body, url } = delivery
    // By the machine's time, which is what receivers compare it with, whatever the stand-in's clock was advanced to.
    const headers = { 'user-agent': 'clerk-local', ...signatureHeaders(endpoint.secret, { id: messageId, at: Date.now(), body }) }
    return attempt({ url, headers, body, timeoutMs: this.#options.timeoutMs, signal })
  }

  #note(delivery: WebhookDelivery, tried: WebhookAttempt): void {
    const isWanted = this.#store.webhookEndpoints.has(delivery.endpointId) // it may have been removed meanwhile
    const wait = tried.error === null || !isWanted ? undefined : this.#options.retryMs[delivery.tries]
    this.#store.webhookDeliveries.update(delivery, {
      state: tried.error === null ? 'delivered' : wait === undefined ? 'failed' : 'pending',
      attempts: [...delivery.attempts, tried].slice(-KEPT_ATTEMPTS),
      tries: delivery.tries + 1,
      nextAttemptAt: wait === undefined ? null : Date.now() + wait,
    })
    if (wait !== undefined) this.#later(delivery, wait)
    try {
      this.#options.keep()
    } catch (error) {
      console.error('clerk-local could not write down how a webhook went.', error) // nobody waits for it, and the process has other things to do
    }
  }

  #later(delivery: WebhookDelivery, milliseconds: number): void {
    if (milliseconds <= 0) return this.send(delivery)
    clearTimeout(this.#timers.get(delivery.id))
    // A process that has nothing else to do does not wait for a retry.
    this.#timers.set(delivery.id, setTimeout(() => this.send(delivery), milliseconds).unref())
  }
}
