import type { IncomingMessage } from 'node:http'
import { isLocalHost } from '../http/access.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { newId } from '../store/ids.ts'
import type { WebhookDelivery, WebhookEndpoint } from '../store/rows/webhook.ts'
import type { Change } from '../store/table.ts'
import type { World } from '../world.ts'
import { eventsOf } from './derive.ts'
import { Dispatcher } from './dispatcher.ts'
import { checkEndpoint, type EndpointOptions } from './endpoints.ts'
import { isWanted, type WebhookEvent } from './event-types.ts'
import { NetChanges } from './net-changes.ts'
import { rolesOf, roleEvents } from './role-events.ts'

export interface WebhookDeliveryOptions {
  /** Milliseconds before each further attempt; 1 s, 5 s, 30 s, 5 min and 30 min by default. `[]` never tries again. */
  readonly retryMs?: readonly number[]
  /** How long an endpoint may take; 15 s by default, as with Clerk. */
  readonly timeoutMs?: number
  /** Sends to other machines, too. Events carry personal data and codes. */
  readonly remote?: boolean
}

/** Endpoints, what was sent to them, and sending it again. */
export interface LocalWebhooks {
  readonly endpoints: readonly WebhookEndpoint[]
  /** Throws for an address elsewhere and for an event that does not exist. It stays until `reset()`. */
  add(endpoint: EndpointOptions): WebhookEndpoint
  /** Whatever was on its way to it is given up. */
  remove(id: string): void
  /** The last thousand and those that are still open, oldest first. */
  readonly deliveries: readonly WebhookDelivery[]
  /** Throws where it is not, or not any more, among them. */
  delivery(id: string): WebhookDelivery
  /** Sends the same message again, with the same id; the answer is its delivery. */
  replay(id: string): WebhookDelivery
  /** Resolves once every event was tried: what a test waits for. Retries to come are not waited for. */
  settled(): Promise<void>
}

const RETRY_MS = [1_000, 5_000, 30_000, 5 * 60_000, 30 * 60_000]
const TIMEOUT_MS = 15_000
/** Deliveries that are over and done with, and those that are open: an endpoint that is down must not fill the memory. */
const KEPT = 1_000
const KEPT_OPEN = 20_000

/** Tells endpoints what has happened in a world: derived from the changes of its store, so that nothing is missed. */
export class Webhooks implements LocalWebhooks {
  readonly #world: World
  readonly #configured: readonly EndpointOptions[]
  readonly #anywhere: boolean
  readonly #keep: () => void
  readonly #changes = new NetChanges()
  readonly #dispatcher: Dispatcher
  #roles: ReturnType<typeof rolesOf>

  /** Throws for an endpoint that must not be. Goes on with what an earlier process left; `keep` writes changes down. */
  constructor(world: World, { endpoints, delivery: { retryMs = RETRY_MS, timeoutMs = TIMEOUT_MS, remote = false }, keep }: { endpoints: readonly EndpointOptions[]; delivery: WebhookDeliveryOptions; keep: () => void }) {
    this.#world = world
    this.#configured = endpoints
    this.#anywhere = remote
    this.#keep = keep
    this.#dispatcher = new Dispatcher(world.store, { retryMs, timeoutMs, keep })
    this.#roles = rolesOf(world)
    for (const endpoint of endpoints) checkEndpoint(endpoint, remote)
    // An earlier start with the same folder may have been allowed more.
    for (const { id, url } of world.store.webhookEndpoints.values()) if (!remote && !isLocalHost(new URL(url).hostname)) this.#giveUp(id)
    this.#configure()
    this.#dispatcher.resume(world.store.webhookDeliveries.values())
  }

  get endpoints(): readonly WebhookEndpoint[] {
    return [...this.#world.store.webhookEndpoints.values()]
  }

  get deliveries(): readonly WebhookDelivery[] {
    return [...this.#world.store.webhookDeliveries.values()]
  }

  delivery(id: string): WebhookDelivery {
    const delivery = this.#world.store.webhookDeliveries.get(id)
    if (!delivery) throw notFound(`Webhook delivery ${id}`)
    return delivery
  }

  add(endpoint: EndpointOptions): WebhookEndpoint {
    checkEndpoint(endpoint, this.#anywhere)
    const added = this.#insert(endpoint, false)
    this.#keep()
    return added
  }

  remove(id: string): void {
    if (!this.#world.store.webhookEndpoints.has(id)) throw notFound(`Webhook endpoint ${id}`)
    this.#giveUp(id)
    this.#keep()
  }

  replay(id: string): WebhookDelivery {
    const { webhookEndpoints, webhookDeliveries } = this.#world.store
    const delivery = this.delivery(id)
    if (!webhookEndpoints.has(delivery.endpointId)) throw new ApiError(422, 'endpoint_removed', `The endpoint ${delivery.url} of this delivery was removed.`)
    webhookDeliveries.update(delivery, { state: 'pending', tries: 0, nextAttemptAt: Date.now() })
    this.#dispatcher.send(delivery)
    this.#keep()
    return delivery
  }

  settled(): Promise<void> {
    return this.#dispatcher.settled()
  }

  /** Remembers a change of the store until `derive`; where nobody listens there is nothing to remember. */
  note(change: Change): void {
    if (this.#world.store.webhookEndpoints.size > 0 && !change.table.startsWith('webhook')) this.#changes.note(change)
  }

  /** Sends what has happened since the last time; called before the changes are written, so that both are or neither is. */
  derive(request?: IncomingMessage): void {
    if (this.#changes.isEmpty) return
    const changes = this.#changes.take()
    const events = eventsOf(this.#world, changes)
    if (changes.some(({ table }) => table === 'settings')) {
      const before = this.#roles
      this.#roles = rolesOf(this.#world)
      events.push(...roleEvents(before, this.#roles))
    }
    for (const event of events) this.#send(event, request)
    this.#trim()
  }

  /** After the store was emptied and filled anew: what was on its way is forgotten, and the configured endpoints are back. */
  reset(): void {
    this.#dispatcher.cancel()
    this.#changes.take()
    this.#roles = rolesOf(this.#world)
    this.#configure()
  }

  /** Leaves no timer and no connection; what was not delivered goes on at the next start, where there is a folder. */
  close(): void {
    this.#dispatcher.cancel()
  }

  #send({ type, data }: WebhookEvent, request: IncomingMessage | undefined): void {
    const { store, clock, instance } = this.#world
    const messageId = newId('msg')
    const http_request = { client_ip: request?.socket.remoteAddress ?? '', user_agent: request?.headers['user-agent'] ?? '' }
    const payload = JSON.stringify({ data, event_attributes: { http_request }, instance_id: instance.id, object: 'event', timestamp: clock.now(), type })
    for (const { id: endpointId, url, events } of store.webhookEndpoints.values()) {
      if (!isWanted(events, type)) continue
      const now = Date.now()
      const delivery = store.webhookDeliveries.insert({ id: newId('whd'), messageId, endpointId, url, type, payload, state: 'pending', attempts: [], tries: 0, nextAttemptAt: now, createdAt: now })
      this.#dispatcher.send(delivery)
    }
  }

  /** Forgets the oldest of both kinds. */
  #trim(): void {
    const { webhookDeliveries } = this.#world.store
    if (webhookDeliveries.size <= KEPT) return
    const all = [...webhookDeliveries.values()]
    const open = all.filter(({ state }) => state === 'pending')
    const settled = all.filter(({ state }) => state !== 'pending')
    const unwanted = [...settled.slice(0, Math.max(0, all.length - KEPT)), ...open.slice(0, Math.max(0, open.length - KEPT_OPEN))]
    for (const { id } of unwanted) webhookDeliveries.remove(id)
  }

  /** Makes the rows of configured endpoints what the configuration says now. */
  #configure(): void {
    const { webhookEndpoints } = this.#world.store
    const wanted = new Map(this.#configured.map((endpoint) => [this.#key(endpoint), endpoint]))
    for (const endpoint of webhookEndpoints.values()) if (endpoint.configured && !wanted.delete(this.#key(endpoint))) this.#giveUp(endpoint.id)
    for (const endpoint of wanted.values()) this.#insert(endpoint, true)
  }

  /** Takes an endpoint away, and with it whatever was on its way there. */
  #giveUp(id: string): void {
    const { webhookEndpoints, webhookDeliveries } = this.#world.store
    webhookEndpoints.remove(id)
    for (const delivery of webhookDeliveries.values())
      if (delivery.endpointId === id && delivery.state === 'pending') webhookDeliveries.update(delivery, { state: 'failed', nextAttemptAt: null })
  }

  #key = ({ url, events, secret }: EndpointOptions | WebhookEndpoint) => JSON.stringify([url, events ?? null, secret ?? this.#world.instance.webhookSecret])

  #insert({ url, events, secret }: EndpointOptions, configured: boolean): WebhookEndpoint {
    const { store, clock, instance } = this.#world
    return store.webhookEndpoints.insert({ id: newId('ep'), url, events: events ?? null, secret: secret ?? instance.webhookSecret, configured, createdAt: clock.now() })
  }
}
