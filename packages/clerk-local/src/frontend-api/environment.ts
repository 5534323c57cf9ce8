import type { EnvironmentJSON } from '@clerk/shared/types'
import type { Call } from '../http/call.ts'
import { get, patch, type Route } from '../http/router.ts'
import { sent } from '../serialize/wire.ts'
import { displayConfig } from './environment-display.ts'
import { organizationSettings } from './environment-organizations.ts'
import { userSettings } from './environment-user-settings.ts'

/** What Clerk's components read before they draw anything: which factors exist, how the instance is set up. */
export const environmentRoutes: Route[] = [
  get('/v1/environment', (call) => ({ json: environmentJson(call) })),
  patch('/v1/environment', (call) => ({ json: environmentJson(call) })),
]

function environmentJson({ world, origin = '' }: Call): EnvironmentJSON {
  const { instance, settings } = world
  const { singleSession, reverification, apiKeys } = settings
  return sent<EnvironmentJSON>({
    object: 'environment',
    id: `env_${instance.name}`,
    maintenance_mode: false,
    client_debug_mode: false,
    partitioned_cookies: false,
    auth_config: { object: 'auth_config', id: 'aac_local', single_session_mode: singleSession, claimed_at: null, reverification, preferred_channels: {}, session_minter: false },
    display_config: displayConfig(settings, origin),
    user_settings: userSettings(settings),
    organization_settings: organizationSettings(settings),
    // Billing is not played: without a plan its components draw nothing.
    commerce_settings: {
      object: 'commerce_settings',
      id: 'cs_local',
      billing: { stripe_publishable_key: null, organization: { enabled: false, has_paid_plans: false }, user: { enabled: false, has_paid_plans: false } },
    },
    api_keys_settings: { object: 'api_keys_settings', id: 'aks_local', user_api_keys_enabled: apiKeys.user, orgs_api_keys_enabled: apiKeys.organization },
    protect_config: { object: 'protect_config', id: 'pc_local' },
  })
}
