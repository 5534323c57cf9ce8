import type { OrganizationSettingsJSON } from '@clerk/shared/types'
import type { Settings } from '../instance/settings.ts'
import type { Wire } from '../serialize/wire.ts'

/** What members may do with organizations. */
export function organizationSettings({ organizations }: Settings): Wire<OrganizationSettingsJSON> {
  const { enabled, maxMemberships, forceSelection, adminDelete, domains, slugs } = organizations
  return {
    enabled,
    max_allowed_memberships: maxMemberships,
    force_organization_selection: forceSelection,
    actions: { admin_delete: adminDelete },
    domains: { enabled: domains.enabled, enrollment_modes: [...domains.enrollmentModes], default_role: domains.defaultRole },
    slug: { disabled: !slugs },
    organization_creation_defaults: { enabled: false },
  }
}
