import type { DisplayConfigJSON } from '@clerk/shared/types'
import type { Settings } from '../instance/settings.ts'

const theme: DisplayConfigJSON['theme'] = {
  buttons: { font_color: '#ffffff', font_family: 'inherit', font_weight: '600' },
  general: { color: '#2f3037', padding: '1em', box_shadow: '0', font_color: '#151515', font_family: 'inherit', border_radius: '0.5em', background_color: '#ffffff', label_font_weight: '600' },
  accounts: { background_color: '#ffffff' },
}

/** Names and addresses: every page is the app's own, at the origin that asks. */
export function displayConfig({ applicationName, preferredSignIn, paths, legalConsent, supportEmail }: Settings, origin: string): DisplayConfigJSON {
  const at = (path: string) => `${origin}${path}`
  const home = at(paths.home)
  return {
    object: 'display_config',
    id: 'display_config_local',
    instance_environment_type: 'development',
    application_name: applicationName,
    theme,
    preferred_sign_in_strategy: preferredSignIn,
    logo_image_url: '',
    favicon_image_url: '',
    home_url: home,
    sign_in_url: at(paths.signIn),
    sign_up_url: at(paths.signUp),
    user_profile_url: at(paths.userProfile),
    waitlist_url: at(paths.waitlist),
    after_join_waitlist_url: home,
    after_sign_in_url: home,
    after_sign_up_url: home,
    after_sign_out_one_url: home,
    after_sign_out_all_url: home,
    after_switch_session_url: home,
    organization_profile_url: at(paths.organizationProfile),
    create_organization_url: at(paths.createOrganization),
    after_leave_organization_url: home,
    after_create_organization_url: home,
    branded: false,
    // No captcha: it would be a foreign host, and nobody here is a robot worth stopping.
    captcha_public_key: null,
    captcha_widget_type: null,
    captcha_public_key_invisible: null,
    captcha_provider: 'turnstile',
    captcha_oauth_bypass: [],
    captcha_heartbeat: false,
    show_devmode_warning: false,
    support_email: supportEmail,
    terms_url: legalConsent.termsUrl,
    privacy_policy_url: legalConsent.privacyUrl,
    clerk_js_version: '6',
  }
}
