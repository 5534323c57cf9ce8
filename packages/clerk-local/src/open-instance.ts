import type { IncomingMessage } from 'node:http'
import { assetRoutes } from './assets/routes.ts'
import { backendRoutes } from './backend-api/routes.ts'
import { browserCookies } from './control/browser-cookies.ts'
import { createFaults } from './control/faults.ts'
import { RequestLog } from './control/request-log.ts'
import { controlRoutes } from './control/routes.ts'
import { createWorld, type WorldParts } from './create-world.ts'
import { createClient } from './domain/sessions/clients.ts'
import { organizationBy, organizationToBeginWith } from './domain/organizations/organizations.ts'
import { startSession } from './domain/sessions/sessions.ts'
import { findUser, userById } from './domain/users/users.ts'
import { frontendRoutes } from './frontend-api/routes.ts'
import { createRouter } from './http/router.ts'
import type { Served } from './http/server.ts'
import { apiEnvironment, webEnvironment } from './instance/environment.ts'
import { changed, type SettingsChange } from './instance/settings.ts'
import type { InstanceOptions, LocalInstance } from './local-instance.ts'
import { plant } from './seed/plant.ts'
import { defaultSeed, type Seed } from './seed/seed.ts'
import { lockFolder } from './store/folder-lock.ts'
import { Journal } from './store/journal.ts'
import { prune, Pruning } from './store/prune.ts'
import { clear } from './store/store.ts'
import { sessionToken } from './tokens/session-token.ts'
import { Webhooks } from './webhooks/webhooks.ts'

export interface Opened {
  readonly local: LocalInstance
  readonly served: Served
  /** Gives its folder back. */
  close(): void
}

/** Opens an instance on its folder, where it has one. Throws where somebody else has it, or it holds something else; `reset` begins from the seed. */
export function openInstance(parts: Pick<WorldParts, 'instance' | 'key' | 'url' | 'isName'>, dataDir: string | undefined, options: InstanceOptions, reset = false): Opened {
  const { instance, key, url } = parts
  const { seed = defaultSeed, webhooks: endpoints = [], webhookDelivery = {} } = options
  const unlock = dataDir === undefined ? undefined : lockFolder(dataDir)
  let journal: Journal | undefined
  let webhooks: Webhooks | undefined
  const pruning = new Pruning()
  const world = createWorld({
    ...parts,
    dataDir,
    settings: settingsOf(seed, options),
    changed: (change) => {
      journal?.note(change)
      webhooks?.note(change)
      pruning.note(change)
    },
  })
  try {
    if (dataDir !== undefined) journal = new Journal(world.store, dataDir)
    if (!reset && journal?.load()) prune(world.store, world.clock.now())
    else plant(world, seed)
    // After the seed: what was there from the start is no event.
    webhooks = new Webhooks(world, { endpoints: [...(seed.webhooks ?? []), ...endpoints], delivery: webhookDelivery, keep: () => journal?.flush() })
    journal?.compact()
    world.images.prune(world.store)
  } catch (error) {
    unlock?.()
    throw error
  }
  const sent = webhooks
  const flush = (request?: IncomingMessage) => {
    sent.derive(request)
    pruning.run(world.store, world.clock.now())
    journal?.flush()
    world.images.settle(world.store)
  }
  const faults = createFaults([...frontendRoutes, ...backendRoutes, ...assetRoutes])
  const log = new RequestLog()
  const apps = new Set<string>()

  const local: LocalInstance = {
    url,
    name: instance.name,
    publishableKey: instance.publishableKey,
    secretKey: instance.secretKey,
    webhookSecret: instance.webhookSecret,
    issuer: instance.issuer,
    jwtKey: key.publicPem,
    env: { api: () => apiEnvironment(instance, url), web: () => webEnvironment(instance, url) },
    get outbox() {
      return [...world.store.messages.values()]
    },
    requests: log.entries,
    clock: world.clock,
    get settings() {
      return world.settings
    },
    webhooks,
    changeSettings(change) {
      world.changeSettings(change)
      flush()
    },
    async token(who, { organization, azp = 'http://localhost:3000', ...rest } = {}) {
      const user = findUser(world, who) ?? userById(world, who)
      const session = startSession(world, createClient(world), user)
      const organizationId =
        organization === null ? null : organization === undefined ? organizationToBeginWith(world, user.id) : organizationBy(world, organization).id
      flush()
      return sessionToken(world, session, { azp, organizationId, ...rest })
    },
    cookies(who, { organization, app = 'http://localhost:3000' } = {}) {
      const lines = browserCookies(world, findUser(world, who) ?? userById(world, who), organization, app)
      flush()
      return lines
    },
    setTokenLifetime: (seconds) => local.changeSettings({ tokenLifetimeSeconds: seconds }),
    fail: faults.fail,
    latency: faults.latency,
    reset() {
      clear(world.store)
      faults.reset()
      log.entries.length = 0
      world.clock.reset()
      plant(world, seed)
      sent.reset()
      journal?.compact()
      world.images.prune(world.store)
    },
  }
  return {
    local,
    served: { world, faults, log, apps, control: createRouter(controlRoutes(local, () => [...apps])), flush },
    close() {
      flush()
      sent.close()
      journal?.close()
      unlock?.()
    },
  }
}

/** What the seed says and, above that, what this start says. */
function settingsOf({ roles, permissions, settings: seeded = {} }: Seed, { settings = {}, tokenLifetimeSeconds }: InstanceOptions): SettingsChange {
  const own: SettingsChange = { ...(Object.keys(roles).length > 0 && { roles }), ...(permissions && { permissions }) }
  return changed(changed(own, seeded), { ...(tokenLifetimeSeconds !== undefined && { tokenLifetimeSeconds }), ...settings })
}
