import type { Clock } from './control/clock.ts'
import type { LoggedRequest } from './control/request-log.ts'
import type { Settings, SettingsChange } from './instance/settings.ts'
import type { Seed } from './seed/seed.ts'
import type { Message } from './store/rows/message.ts'
import type { EndpointOptions } from './webhooks/endpoints.ts'
import type { LocalWebhooks, WebhookDeliveryOptions } from './webhooks/webhooks.ts'

export interface InstanceOptions {
  /**
   * The host that its publishable key and tokens name, `<name>.clerk.throughline.localhost` by default. With another, every SDK
   * that is not told where the stand-in is asks that host: only for where names are resolved on this machine.
   */
  frontendApi?: string
  seed?: Seed
  /** In place of the defaults, down to single values. */
  settings?: SettingsChange
  /** 60 by default, as Clerk's. */
  tokenLifetimeSeconds?: number
  /** Where events are sent from the start; `local.webhooks.add` takes more. */
  webhooks?: readonly EndpointOptions[]
  webhookDelivery?: WebhookDeliveryOptions
}

export interface TokenRequest {
  /** Slug or id; the organization that the user joined last by default, `null` for none. */
  organization?: string | null
  /** Seconds; negative for a token that has expired. */
  expiresIn?: number
  /** `http://localhost:3000` by default. */
  azp?: string
  claims?: Record<string, unknown>
  header?: Record<string, unknown>
}

/** One instance of a running stand-in. */
export interface LocalInstance {
  /** Of the stand-in, for example `http://localhost:4400`. */
  readonly url: string
  readonly name: string
  readonly publishableKey: string
  readonly secretKey: string
  readonly webhookSecret: string
  readonly issuer: string
  /** The public key as SPKI PEM, what `CLERK_JWT_KEY` takes. */
  readonly jwtKey: string
  /** The variables that an API or a Next app needs to use it. */
  readonly env: { api(): Record<string, string>; web(): Record<string, string> }
  /** Emails and text messages sent so far, oldest first; at least the last thousand. */
  readonly outbox: readonly Message[]
  readonly requests: readonly LoggedRequest[]
  readonly clock: Clock
  readonly settings: Settings
  readonly webhooks: LocalWebhooks
  /** Changes what Clerk's dashboard would, for everything that comes. */
  changeSettings(change: SettingsChange): void
  /** A session token of a user, by email or id, from a session made for it. */
  token(user: string, request?: TokenRequest): Promise<string>
  /**
   * What signs a browser in without the form, as `Set-Cookie` lines: by email or id, with an organization's id or slug
   * active (`null` for none), for the app at an origin, `http://localhost:3000` by default.
   */
  cookies(user: string, request?: Pick<TokenRequest, 'organization'> & { app?: string }): string[]
  /** Seconds; for tokens given out from now on. */
  setTokenLifetime(seconds: number): void
  /** Makes a route, such as `GET /v1/users/:id`, answer a status. */
  fail(route: string, status: number, options?: { times?: number }): void
  /** Makes a route answer that many milliseconds later. */
  latency(route: string, milliseconds: number): void
  /** Back to the seed, without faults, at the machine's time. */
  reset(): void
}
