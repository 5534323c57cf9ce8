import type { EnvironmentJSON, UserSettingsJSON } from '@clerk/shared/types'
import type { Call } from '../http/call.ts'
import { get, patch, type Route } from '../http/router.ts'
import { sent, type Wire } from '../serialize/wire.ts'
import type { World } from '../world.ts'

/** What Clerk's components read before they draw anything: which factors exist, how the instance is set up. */
export const environmentRoutes: Route[] = [
  get('/v1/environment', (call) => ({ json: environmentJson(call) })),
  patch('/v1/environment', (call) => ({ json: environmentJson(call) })),
]

function environmentJson(call: Call): EnvironmentJSON {
  return sent<EnvironmentJSON>({
    object: 'environment',
    id: `env_${call.world.instance.name}`,
    maintenance_mode: false,
    client_debug_mode: false,
    partitioned_cookies: false,
    auth_config: { object: 'auth_config', id: 'aac_local', single_session_mode: true, claimed_at: null, reverification: false, preferred_channels: {}, session_minter: false },
    display_config: displayConfig(call.origin ?? ''),
    user_settings: userSettings(call.world),
    organization_settings: {
      enabled: true,
      max_allowed_memberships: 100,
      force_organization_selection: false,
      actions: { admin_delete: true },
      domains: { enabled: false, enrollment_modes: [], default_role: 'org:member' },
      slug: { disabled: false },
      organization_creation_defaults: { enabled: false },
    },
    commerce_settings: {
      object: 'commerce_settings',
      id: 'cs_local',
      billing: { stripe_publishable_key: null, organization: { enabled: false, has_paid_plans: false }, user: { enabled: false, has_paid_plans: false } },
    },
    api_keys_settings: { object: 'api_keys_settings', id: 'aks_local', user_api_keys_enabled: false, orgs_api_keys_enabled: false },
    protect_config: { object: 'protect_config', id: 'pc_local' },
  })
}

function displayConfig(origin: string): EnvironmentJSON['display_config'] {
  const at = (path: string) => `${origin}${path}`
  return {
    object: 'display_config',
    id: 'display_config_local',
    instance_environment_type: 'development',
    application_name: 'Throughline',
    theme: {
      buttons: { font_color: '#ffffff', font_family: 'inherit', font_weight: '600' },
      general: { color: '#2f3037', padding: '1em', box_shadow: '0', font_color: '#151515', font_family: 'inherit', border_radius: '0.5em', background_color: '#ffffff', label_font_weight: '600' },
      accounts: { background_color: '#ffffff' },
    },
    preferred_sign_in_strategy: 'password',
    logo_image_url: '',
    favicon_image_url: '',
    home_url: at('/'),
    sign_in_url: at('/sign-in'),
    sign_up_url: at('/sign-up'),
    user_profile_url: at('/user'),
    waitlist_url: '',
    after_join_waitlist_url: '',
    after_sign_in_url: at('/'),
    after_sign_up_url: at('/'),
    after_sign_out_one_url: at('/'),
    after_sign_out_all_url: at('/'),
    after_switch_session_url: at('/'),
    organization_profile_url: at('/organization'),
    create_organization_url: at('/create-organization'),
    after_leave_organization_url: at('/'),
    after_create_organization_url: at('/'),
    branded: false,
    captcha_public_key: null,
    captcha_widget_type: null,
    captcha_public_key_invisible: null,
    captcha_provider: 'turnstile',
    captcha_oauth_bypass: [],
    captcha_heartbeat: false,
    show_devmode_warning: false,
    support_email: '',
    terms_url: '',
    privacy_policy_url: '',
    clerk_js_version: '6',
  }
}

function userSettings({ settings }: World): Wire<UserSettingsJSON> {
  const off = { enabled: false, required: false, used_for_first_factor: false, first_factors: [], used_for_second_factor: false, second_factors: [], verifications: [], verify_at_sign_up: false }
  const on = { ...off, enabled: true }
  return {
    attributes: {
      email_address: { ...on, required: true, used_for_first_factor: true, first_factors: ['email_code'], verifications: ['email_code'], verify_at_sign_up: true },
      password: { ...on, required: true },
      first_name: on,
      last_name: on,
      phone_number: off,
      username: off,
      web3_wallet: off,
      passkey: off,
      authenticator_app: off,
      backup_code: off,
    },
    social: {} as Wire<UserSettingsJSON['social']>, // the type lists every provider as if each were always configured
    actions: { delete_self: true, create_organization: false },
    sign_in: { second_factor: { required: false, enabled: false } },
    sign_up: { allowlist_only: false, progressive: true, captcha_enabled: false, mode: 'public', legal_consent_enabled: false },
    password_settings: {
      disable_hibp: true,
      min_length: settings.password.minLength,
      max_length: 72,
      require_special_char: false,
      require_numbers: false,
      require_uppercase: false,
      require_lowercase: false,
      show_zxcvbn: false,
      min_zxcvbn_strength: 0,
      allowed_special_characters: '',
    },
    passkey_settings: { allow_autofill: false, show_sign_in_button: false },
    enterprise_sso: { enabled: false, self_serve_sso: false, self_serve_directory_sync: false },
    attack_protection: { enumeration_protection: { enabled: false } },
    username_settings: { min_length: 4, max_length: 64 },
  }
}
