import { getOAuthProviderData } from '@clerk/shared/oauth'
import type { OAuthProvider, OAuthProviderSettings, UserSettingsJSON } from '@clerk/shared/types'
import { providersOf, titleOf } from '../instance/providers.ts'
import type { Settings } from '../instance/settings.ts'
import type { Wire } from '../serialize/wire.ts'
import { attributes } from './environment-attributes.ts'

/** How people sign up and in, and what they may do with their account. */
export function userSettings(settings: Settings): Wire<UserSettingsJSON> {
  const { organizations, deleteSelf, secondFactor, passkeys, password, username } = settings
  const { phoneNumber } = settings.attributes
  return {
    attributes: attributes(settings),
    social: social(settings),
    actions: { delete_self: deleteSelf, create_organization: organizations.userMayCreate },
    sign_in: { second_factor: { required: secondFactor.required, enabled: secondFactor.totp || secondFactor.backupCodes || (phoneNumber.enabled && phoneNumber.secondFactor) } },
    sign_up: {
      allowlist_only: settings.allowlist,
      progressive: true,
      captcha_enabled: false,
      mode: settings.signUpMode,
      legal_consent_enabled: settings.legalConsent.enabled,
      mfa: { required: secondFactor.required },
    },
    password_settings: {
      disable_hibp: true, // the list of leaked passwords is on a foreign host
      min_length: password.minLength,
      max_length: password.maxLength,
      require_special_char: password.requireSpecialCharacter,
      require_numbers: password.requireNumber,
      require_uppercase: password.requireUppercase,
      require_lowercase: password.requireLowercase,
      show_zxcvbn: false,
      min_zxcvbn_strength: 0,
      allowed_special_characters: SPECIAL_CHARACTERS,
    },
    passkey_settings: { allow_autofill: passkeys, show_sign_in_button: passkeys },
    enterprise_sso: { enabled: false, self_serve_sso: false, self_serve_directory_sync: false },
    attack_protection: { enumeration_protection: { enabled: settings.enumerationProtection } },
    username_settings: { min_length: username.minLength, max_length: username.maxLength },
  }
}

/** What counts as a special character in a password; components compare with it. */
export const SPECIAL_CHARACTERS = '!"#$%&\'()*+,-./:;<=>?@[]^_`{|}~'

function social(settings: Settings): Wire<UserSettingsJSON['social']> {
  const entries = providersOf(settings).map((provider) => [`oauth_${provider}`, providerSettings(settings, provider)])
  return Object.fromEntries(entries) as Wire<UserSettingsJSON['social']> // the type lists every provider as if each were always configured
}

function providerSettings({ customProviders }: Settings, provider: string): OAuthProviderSettings {
  const known = getOAuthProviderData({ provider: provider as OAuthProvider }) // a name that Clerk does not know has no data
  const name = customProviders[provider]?.name ?? known?.name ?? titleOf(provider)
  return { enabled: true, required: false, authenticatable: true, strategy: `oauth_${provider}` as OAuthProviderSettings['strategy'], name, logo_url: null } // custom ones are spelled like the rest
}
