import { fieldError, notFound } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import type { EnterpriseConnection } from '../../store/rows/configuration.ts'
import type { Metadata } from '../../store/rows/metadata.ts'
import type { World } from '../../world.ts'
import { defined } from '../users/users.ts'

export interface ConnectionFields {
  readonly name?: string | undefined
  readonly provider?: string | undefined
  readonly domains?: readonly string[] | undefined
  readonly organizationId?: string | null | undefined
  readonly active?: boolean | undefined
  /** Everything else as it was sent; what lies deeper is merged into what was there. */
  readonly fields: Metadata
}

const PROVIDERS: readonly string[] = ['saml_custom', 'saml_google', 'saml_microsoft', 'saml_okta', 'oidc_custom', 'oidc_github_enterprise', 'oidc_gitlab']

export const isSaml = ({ provider }: Pick<EnterpriseConnection, 'provider'>): boolean => provider.startsWith('saml_')

/** Keeps an enterprise's identity provider. Nobody signs in through it here. */
export function createConnection(world: World, { name = '', provider = '', domains = [], organizationId = null, active = false, fields }: ConnectionFields): EnterpriseConnection {
  check(world, null, { name, provider, domains, organizationId })
  const now = world.clock.now()
  return world.store.enterpriseConnections.insert({ id: newId('entconn'), name, provider, domains: domains.map(lower), organizationId, active, fields, createdAt: now, updatedAt: now })
}

export function changeConnection(world: World, connection: EnterpriseConnection, { fields, domains, ...changes }: ConnectionFields): EnterpriseConnection {
  check(world, connection, { ...connection, ...defined({ ...changes, domains }) })
  return world.store.enterpriseConnections.update(connection, {
    ...defined({ ...changes, domains: domains?.map(lower) }),
    fields: merged(connection.fields, fields),
    updatedAt: world.clock.now(),
  })
}

function check(world: World, self: EnterpriseConnection | null, { name, provider, domains, organizationId }: Pick<EnterpriseConnection, 'name' | 'provider' | 'domains' | 'organizationId'>): void {
  if (name.trim() === '') throw fieldError('form_param_missing', 'name must be included.', 'name')
  if (!PROVIDERS.includes(provider)) throw fieldError('form_param_value_invalid', `provider must be one of ${PROVIDERS.join(', ')}.`, 'provider')
  if (domains.length === 0) throw fieldError('form_param_missing', 'domains must be included.', 'domains')
  for (const domain of domains) if (!/^[a-z\d-]+(\.[a-z\d-]+)+$/i.test(domain)) throw fieldError('form_param_format_invalid', `${domain} is not a domain.`, 'domains')
  if (organizationId !== null && !world.store.organizations.has(organizationId)) throw notFound(`Organization ${organizationId}`)
  const wanted = domains.map(lower)
  const taken = [...world.store.enterpriseConnections.values()].some((each) => each.id !== self?.id && each.domains.some((domain) => wanted.includes(domain)))
  if (taken) throw fieldError('form_identifier_exists', 'Another connection has this domain.', 'domains')
}

/** One level deep: `saml` and `oidc` are changed field by field. */
function merged(old: Metadata, change: Metadata): Metadata {
  const entries = Object.entries(change).map(([name, value]) => [name, isRecord(old[name]) && isRecord(value) ? { ...old[name], ...value } : value])
  return { ...old, ...Object.fromEntries(entries) }
}

export const isRecord = (value: unknown): value is Metadata => typeof value === 'object' && value !== null && !Array.isArray(value)
const lower = (domain: string): string => domain.toLowerCase()

export function connectionById({ store }: World, id: string): EnterpriseConnection {
  const connection = store.enterpriseConnections.get(id)
  if (!connection) throw notFound(`Enterprise connection ${id}`)
  return connection
}
