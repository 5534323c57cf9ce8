import type { EnterpriseConnection } from '../store/rows/configuration.ts'
import type { World } from '../world.ts'
import { bool, serviceProvider, string, within } from './enterprise-connection.ts'

/** A SAML provider in the older API's form, where everything lies side by side. */
export function samlConnectionJson({ url, instance }: World, { id, name, provider, domains, organizationId, active, fields, createdAt, updatedAt }: EnterpriseConnection) {
  const saml = within(fields, 'saml')
  const mapping = within(saml, 'attribute_mapping')
  const certificates = saml['idp_certificates']
  return {
    object: 'saml_connection' as const,
    id,
    name,
    domain: domains[0] ?? '',
    domains: [...domains],
    provider,
    organization_id: organizationId,
    active,
    user_count: 0,
    idp_entity_id: string(saml, 'idp_entity_id'),
    idp_sso_url: string(saml, 'idp_sso_url'),
    idp_certificate: string(saml, 'idp_certificate'),
    idp_certificate_issued_at: 0,
    idp_certificate_expires_at: 0,
    idp_certificates: (Array.isArray(certificates) ? certificates : []).map((certificate) => ({ certificate: String(certificate), issued_at: null, expires_at: null })),
    idp_metadata_url: string(saml, 'idp_metadata_url'),
    idp_metadata: string(saml, 'idp_metadata'),
    ...serviceProvider(`${url}/i/${instance.name}`, id),
    sync_user_attributes: bool(fields, 'sync_user_attributes', true),
    allow_subdomains: bool(saml, 'allow_subdomains'),
    allow_idp_initiated: bool(saml, 'allow_idp_initiated'),
    attribute_mapping: {
      user_id: string(mapping, 'user_id') || 'uid',
      email_address: string(mapping, 'email_address') || 'mail',
      first_name: string(mapping, 'first_name') || 'givenName',
      last_name: string(mapping, 'last_name') || 'surname',
    },
    created_at: createdAt,
    updated_at: updatedAt,
  }
}
