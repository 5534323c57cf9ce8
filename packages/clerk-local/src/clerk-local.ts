import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { assetRoutes } from './assets/routes.ts'
import { backendRoutes } from './backend-api/routes.ts'
import { createClock, type Clock } from './control/clock.ts'
import { createFaults } from './control/faults.ts'
import { RequestLog, type LoggedRequest } from './control/request-log.ts'
import { controlRoutes } from './control/routes.ts'
import { createClient } from './domain/clients.ts'
import { membershipsOf, organizationBy } from './domain/organizations.ts'
import { startSession } from './domain/sessions.ts'
import { findUser, userById } from './domain/users.ts'
import { frontendRoutes } from './frontend-api/routes.ts'
import { createHttpServer } from './http/server.ts'
import { apiEnvironment, webEnvironment } from './instance/environment.ts'
import { instance } from './instance/instance.ts'
import { signingKey } from './instance/signing-key.ts'
import { refuseInProduction } from './instance/production.ts'
import { plant } from './seed/plant.ts'
import { defaultSeed, type Seed } from './seed/seed.ts'
import type { Message } from './store/entities.ts'
import { prune } from './store/prune.ts'
import { load, save } from './store/snapshot.ts'
import { clear, emptyStore } from './store/store.ts'
import { sessionToken } from './tokens/session-token.ts'
import type { World } from './world.ts'

export interface ClerkLocalOptions {
  /** 0, the default, takes a free one. */
  port?: number
  /** Either name means 127.0.0.1, which is where it listens; any other throws. */
  host?: '127.0.0.1' | 'localhost'
  seed?: Seed
  /** Where state and key are kept; without it they last as long as the process. */
  dataDir?: string
  /** 60 by default, as Clerk's. */
  tokenLifetimeSeconds?: number
}

export interface TokenRequest {
  /** Slug or id; the user's first organization by default, `null` for none. */
  organization?: string | null
  /** Seconds; negative for a token that has expired. */
  expiresIn?: number
  /** `http://localhost:3000` by default. */
  azp?: string
  claims?: Record<string, unknown>
  header?: Record<string, unknown>
}

/** A running stand-in. */
export interface ClerkLocal {
  /** For example `http://localhost:4400`. */
  readonly url: string
  readonly publishableKey: string
  readonly secretKey: string
  readonly webhookSecret: string
  readonly issuer: string
  /** The public key as SPKI PEM, what `CLERK_JWT_KEY` takes. */
  readonly jwtKey: string
  /** The variables that an API or a Next app needs to use it. */
  readonly env: { api(): Record<string, string>; web(): Record<string, string> }
  /** Emails sent so far, oldest first. */
  readonly outbox: readonly Message[]
  readonly requests: readonly LoggedRequest[]
  readonly clock: Clock
  /** A session token of a user, by email or id, from a session made for it. */
  token(user: string, request?: TokenRequest): Promise<string>
  /** Seconds; for tokens given out from now on. */
  setTokenLifetime(seconds: number): void
  /** Makes a route, such as `GET /v1/users/:id`, answer a status. */
  fail(route: string, status: number, options?: { times?: number }): void
  /** Makes a route answer that many milliseconds later. */
  latency(route: string, milliseconds: number): void
  /** Back to the seed, without faults, at the machine's time. */
  reset(): void
  close(): Promise<void>
}

const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost']

/** How long `close` waits for the requests that are being answered. */
const GRACE_MS = 500

/** Starts a stand-in for Clerk on this machine. Rejects where the port is taken. */
export async function createClerkLocal(options: ClerkLocalOptions = {}): Promise<ClerkLocal> {
  refuseInProduction(process.env)
  const { dataDir, host = 'localhost' } = options
  if (!LOOPBACK.includes(host)) throw new Error(`clerk-local listens on this machine only, not on ${host}.`)
  if (dataDir) mkdirSync(dataDir, { recursive: true })
  const faults = createFaults([...frontendRoutes, ...backendRoutes, ...assetRoutes])
  const log = new RequestLog()
  const lifetime = options.tokenLifetimeSeconds ?? 60
  const world: World = {
    store: emptyStore(),
    key: signingKey(instance.id, dataDir),
    clock: createClock(),
    seed: options.seed ?? defaultSeed,
    settings: { tokenLifetimeSeconds: lifetime },
    issuer: instance.issuer,
    url: '',
  }
  if (dataDir && load(world.store, dataDir)) prune(world.store, world.clock.now())
  else plant(world)
  const persist = () => void (dataDir && save(world.store, dataDir))

  const server = createHttpServer({ world, faults, log, control: controlRoutes(() => local), onChange: persist })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  world.url = `http://localhost:${(server.address() as AddressInfo).port}` // a TCP server's address is never a string
  // Only now: a second stand-in that finds the port taken leaves the folder of the first alone.
  persist()

  const local: ClerkLocal = {
    url: world.url,
    publishableKey: instance.publishableKey,
    secretKey: instance.secretKey,
    webhookSecret: instance.webhookSecret,
    issuer: instance.issuer,
    jwtKey: world.key.publicPem,
    env: { api: () => apiEnvironment(world.url), web: () => webEnvironment(world.url) },
    outbox: world.store.outbox,
    requests: log.entries,
    clock: world.clock,
    async token(who, { organization, azp = 'http://localhost:3000', ...rest } = {}) {
      const user = findUser(world, who) ?? userById(world, who)
      const session = startSession(world, createClient(world), user)
      const organizationId =
        organization === null ? null : organization === undefined ? membershipsOf(world, user.id)[0]?.organizationId ?? null : organizationBy(world, organization).id
      persist()
      return sessionToken(world, session, { azp, organizationId, ...rest })
    },
    setTokenLifetime: (seconds) => void (world.settings.tokenLifetimeSeconds = seconds),
    fail: faults.fail,
    latency: faults.latency,
    reset() {
      clear(world.store)
      faults.reset()
      log.entries.length = 0
      world.clock.reset()
      world.settings.tokenLifetimeSeconds = lifetime
      plant(world)
      persist()
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      const grace = setTimeout(() => server.closeAllConnections(), GRACE_MS)
      await closed
      clearTimeout(grace)
      persist()
    },
  }
  return local
}
