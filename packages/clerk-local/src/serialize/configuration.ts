import type { DomainJSON, InstanceJSON, InstanceRestrictionsJSON, OrganizationSettingsJSON, RedirectUrlJSON } from '@clerk/backend'
import type { Domain, RedirectUrl } from '../store/rows/configuration.ts'
import type { World } from '../world.ts'

export const instanceJson = ({ instance, settings }: World): InstanceJSON => ({
  object: 'instance',
  id: instance.id,
  environment_type: 'development',
  allowed_origins: settings.allowedOrigins.length > 0 ? [...settings.allowedOrigins] : null,
})

export const restrictionsJson = ({ instance, settings }: World): InstanceRestrictionsJSON => ({
  object: 'instance_restrictions',
  id: instance.id,
  allowlist: settings.allowlist,
  blocklist: settings.blocklist,
  block_email_subaddresses: settings.blockEmailSubaddresses,
  block_disposable_email_domains: settings.blockDisposableEmailDomains,
  ignore_dots_for_gmail_addresses: settings.ignoreDotsForGmailAddresses,
})

/** Clerk's limits of its plans stand where the stand-in has none. */
export const organizationSettingsJson = ({ instance, settings: { organizations } }: World): OrganizationSettingsJSON => ({
  object: 'organization_settings',
  id: instance.id,
  enabled: organizations.enabled,
  max_allowed_memberships: organizations.maxMemberships,
  max_allowed_roles: 10,
  max_allowed_permissions: 50,
  creator_role: organizations.creatorRole,
  admin_delete_enabled: organizations.adminDelete,
  domains_enabled: organizations.domains.enabled,
  slug_disabled: !organizations.slugs,
  domains_enrollment_modes: [...organizations.domains.enrollmentModes],
  domains_default_role: organizations.domains.defaultRole,
})

/** The instance's own domain, which is no row. */
export const primaryDomain = ({ instance }: World): Domain => ({ id: `dmn_${instance.id.replace(/^ins_/, '')}`, name: instance.host, satellite: false, proxyUrl: null, createdAt: 0, updatedAt: 0 })

export function domainJson({ url, instance, settings }: World, { id, name, satellite, proxyUrl }: Domain): DomainJSON {
  return {
    object: 'domain',
    id,
    name,
    is_satellite: satellite,
    frontend_api_url: `${url}/i/${instance.name}`,
    ...(!satellite && { accounts_portal_url: settings.appOrigin }),
    ...(proxyUrl !== null && { proxy_url: proxyUrl }),
    development_origin: settings.appOrigin,
    cname_targets: [],
  }
}

export const redirectUrlJson = ({ id, url, createdAt, updatedAt }: RedirectUrl): RedirectUrlJSON => ({ object: 'redirect_url', id, url, created_at: createdAt, updated_at: updatedAt })
