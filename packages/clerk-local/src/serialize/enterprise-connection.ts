import type { EnterpriseConnectionJSON, EnterpriseConnectionSamlConnectionJSON } from '@clerk/backend'
import { isRecord, isSaml } from '../domain/organizations/enterprise-connections.ts'
import type { EnterpriseConnection } from '../store/rows/configuration.ts'
import type { Metadata } from '../store/rows/metadata.ts'
import type { World } from '../world.ts'

/** Any provider, in the newer API's form. */
export function enterpriseConnectionJson(world: World, connection: EnterpriseConnection): EnterpriseConnectionJSON {
  const { id, name, provider, domains, organizationId, active, fields, createdAt, updatedAt } = connection
  const oidc = within(fields, 'oidc')
  const times = { created_at: createdAt, updated_at: updatedAt }
  return {
    object: 'enterprise_connection',
    id,
    name,
    provider,
    domains: [...domains],
    organization_id: organizationId,
    active,
    sync_user_attributes: bool(fields, 'sync_user_attributes', true),
    disable_additional_identifications: bool(fields, 'disable_additional_identifications'),
    allow_organization_account_linking: bool(fields, 'allow_organization_account_linking'),
    authenticatable: bool(fields, 'authenticatable', true),
    disable_jit_provisioning: bool(fields, 'disable_jit_provisioning'),
    custom_attributes: customAttributes(fields),
    saml_connection: isSaml(connection) ? samlPart(world, connection) : null,
    oauth_config: isSaml(connection)
      ? null
      : {
          id: `oac_${id.replace(/^\w+?_/, '')}`,
          provider_key: provider,
          name,
          client_id: string(oidc, 'client_id'),
          discovery_url: string(oidc, 'discovery_url'),
          auth_url: string(oidc, 'auth_url'),
          token_url: string(oidc, 'token_url'),
          user_info_url: string(oidc, 'user_info_url'),
          requires_pkce: bool(oidc, 'requires_pkce'),
          ...times,
        },
    ...times,
  }
}

function samlPart({ url, instance }: World, { id, name, active, fields }: EnterpriseConnection): EnterpriseConnectionSamlConnectionJSON {
  const saml = within(fields, 'saml')
  const hint = within(saml, 'login_hint')
  const mode = hint['mode']
  const certificates = saml['idp_certificates']
  return {
    id: `samlc_${id.replace(/^\w+?_/, '')}`,
    name,
    active,
    idp_entity_id: string(saml, 'idp_entity_id'),
    idp_sso_url: string(saml, 'idp_sso_url'),
    idp_certificate: string(saml, 'idp_certificate'),
    idp_certificates: (Array.isArray(certificates) ? certificates : []).map((certificate) => ({ certificate: String(certificate), issued_at: null, expires_at: null })),
    idp_metadata_url: string(saml, 'idp_metadata_url'),
    ...serviceProvider(`${url}/i/${instance.name}`, id),
    allow_subdomains: bool(saml, 'allow_subdomains'),
    allow_idp_initiated: bool(saml, 'allow_idp_initiated'),
    force_authn: bool(saml, 'force_authn'),
    login_hint: mode === 'custom_attribute' ? { mode, source: string(hint, 'source') } : { mode: mode === 'off' ? 'off' : 'email_address' },
  }
}

/** Where an identity provider would send people, if it knew this machine. */
export const serviceProvider = (frontendApi: string, id: string) => ({
  acs_url: `${frontendApi}/v1/saml/acs/${id}`,
  sp_entity_id: `${frontendApi}/saml/${id}`,
  sp_metadata_url: `${frontendApi}/v1/saml/metadata/${id}.xml`,
})

function customAttributes({ custom_attributes: sent }: Metadata): NonNullable<EnterpriseConnectionJSON['custom_attributes']> {
  return (Array.isArray(sent) ? sent.filter(isRecord) : []).map((attribute) => ({
    name: string(attribute, 'name'),
    key: string(attribute, 'key'),
    sso_path: string(attribute, 'sso_path'),
    scim_path: string(attribute, 'scim_path'),
    multi_valued: bool(attribute, 'multi_valued'),
  }))
}

export const string = (fields: Metadata, name: string): string => (typeof fields[name] === 'string' ? fields[name] : '')
export const bool = (fields: Metadata, name: string, otherwise = false): boolean => (typeof fields[name] === 'boolean' ? fields[name] : otherwise)
export const within = (fields: Metadata, name: string): Metadata => (isRecord(fields[name]) ? fields[name] : {})
