import { roleKeyBy } from '../domain/organizations/role-changes.ts'
import { fieldError } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import { get, patch, type Answer, type Route } from '../http/router.ts'
import type { SettingsChange } from '../instance/settings.ts'
import { instanceJson, organizationSettingsJson, restrictionsJson } from '../serialize/configuration.ts'
import type { EnrollmentMode } from '../store/rows/organization.ts'
import { flag, texts, whole } from './fields.ts'

/** The instance and what of its settings the Backend API may change. */
export const instanceRoutes: Route[] = [
  get('/v1/instance', ({ world }) => ({ json: instanceJson(world) })),
  patch('/v1/instance', update),
  patch('/v1/instance/restrictions', (call) => {
    call.world.changeSettings({
      allowlist: flag(call, 'allowlist'),
      blocklist: flag(call, 'blocklist'),
      blockEmailSubaddresses: flag(call, 'block_email_subaddresses'),
      blockDisposableEmailDomains: flag(call, 'block_disposable_email_domains'),
      ignoreDotsForGmailAddresses: flag(call, 'ignore_dots_for_gmail_addresses'),
    })
    return { json: restrictionsJson(call.world) }
  }),
  get('/v1/instance/organization_settings', ({ world }) => ({ json: organizationSettingsJson(world) })),
  patch('/v1/instance/organization_settings', (call) => {
    call.world.changeSettings({ organizations: organizationsOf(call) })
    return { json: organizationSettingsJson(call.world) }
  }),
]

/** What means nothing on one machine, such as the version of clerk-js to load, is taken and forgotten. */
function update(call: Call): Answer {
  const preferred = text(call, 'preferred_sign_in_strategy_when_password_required')
  if (preferred !== undefined && !['password', 'otp', ''].includes(preferred)) throw fieldError('form_param_value_invalid', 'The preferred strategy must be password or otp.', 'preferred_sign_in_strategy_when_password_required')
  const origin = text(call, 'development_origin')
  if (origin && !URL.canParse(origin)) throw fieldError('form_param_format_invalid', 'development_origin must be a valid url.', 'development_origin')
  call.world.changeSettings({
    supportEmail: text(call, 'support_email'),
    allowedOrigins: texts(call, 'allowed_origins'),
    appOrigin: origin ? new URL(origin).origin : undefined,
    preferredSignIn: preferred === 'password' || preferred === 'otp' ? preferred : undefined,
  })
  return { json: undefined, status: 204 }
}

function organizationsOf(call: Call): NonNullable<SettingsChange['organizations']> {
  const [creator, joined] = [text(call, 'creator_role_id'), text(call, 'domains_default_role_id')]
  return {
    enabled: flag(call, 'enabled'),
    maxMemberships: whole(call, 'max_allowed_memberships', 0),
    adminDelete: flag(call, 'admin_delete_enabled'),
    creatorRole: creator === undefined ? undefined : roleKeyBy(call.world, creator),
    domains: {
      enabled: flag(call, 'domains_enabled'),
      enrollmentModes: texts(call, 'domains_enrollment_modes')?.map(modeOf),
      defaultRole: joined === undefined ? undefined : roleKeyBy(call.world, joined),
    },
  }
}

const MODES: readonly EnrollmentMode[] = ['manual_invitation', 'automatic_invitation', 'automatic_suggestion']

function modeOf(value: string): EnrollmentMode {
  const mode = MODES.find((each) => each === value)
  if (!mode) throw fieldError('form_param_value_invalid', `domains_enrollment_modes must be of ${MODES.join(', ')}.`, 'domains_enrollment_modes')
  return mode
}
