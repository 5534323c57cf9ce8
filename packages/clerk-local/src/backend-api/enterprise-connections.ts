import { changeConnection, connectionById, createConnection, isSaml, type ConnectionFields } from '../domain/organizations/enterprise-connections.ts'
import { notFound } from '../http/api-error.ts'
import { record, text, type Call } from '../http/call.ts'
import { get, patch, post, remove, type Answer, type Route } from '../http/router.ts'
import { enterpriseConnectionJson } from '../serialize/enterprise-connection.ts'
import { samlConnectionJson } from '../serialize/saml-connection.ts'
import type { EnterpriseConnection } from '../store/rows/configuration.ts'
import { flag, matches, texts } from './fields.ts'
import { ordered, type Orders } from './order.ts'
import { pageOf } from './page.ts'

/** Identity providers of enterprises, in the form of both APIs: the older one sees those of SAML. */
export const enterpriseConnectionRoutes: Route[] = [
  get('/v1/enterprise_connections', list),
  post('/v1/enterprise_connections', (call) => enterprise(call, createConnection(call.world, fieldsOf(call)))),
  get('/v1/enterprise_connections/:id', (call) => enterprise(call, connectionOf(call))),
  patch('/v1/enterprise_connections/:id', (call) => enterprise(call, changeConnection(call.world, connectionOf(call), fieldsOf(call)))),
  remove('/v1/enterprise_connections/:id', (call) => forget(call, 'enterprise_connection', connectionOf(call))),
  get('/v1/saml_connections', listSaml),
  post('/v1/saml_connections', (call) => saml(call, createConnection(call.world, samlFieldsOf(call)))),
  get('/v1/saml_connections/:id', (call) => saml(call, samlOf(call))),
  patch('/v1/saml_connections/:id', (call) => saml(call, changeConnection(call.world, samlOf(call), samlFieldsOf(call)))),
  remove('/v1/saml_connections/:id', (call) => forget(call, 'saml_connection', samlOf(call))),
]

const connectionOf = (call: Call) => connectionById(call.world, call.params['id'] ?? '')
const enterprise = (call: Call, connection: EnterpriseConnection): Answer => ({ json: enterpriseConnectionJson(call.world, connection) })
const saml = (call: Call, connection: EnterpriseConnection): Answer => ({ json: samlConnectionJson(call.world, connection) })

function samlOf(call: Call): EnterpriseConnection {
  const connection = connectionOf(call)
  if (!isSaml(connection)) throw notFound(`SAML connection ${connection.id}`)
  return connection
}

function forget({ world }: Call, object: string, { id }: EnterpriseConnection): Answer {
  world.store.enterpriseConnections.remove(id)
  return { json: { object, id, deleted: true } }
}

/** The SDK leaves `active=false` out of its query, as everything that is false. */
function list(call: Call): Answer {
  const { world, query } = call
  const [organization, active] = [query.get('organization_id'), query.get('active')]
  const found = [...world.store.enterpriseConnections.values()].filter((each) => (!organization || each.organizationId === organization) && (!active || String(each.active) === active))
  return { json: pageOf(ordered(found, query, { created_at: ({ createdAt }) => createdAt }), query, (each) => enterpriseConnectionJson(world, each)) }
}

const none = () => null
/** The SDK's types also offer fields of users here, which order nothing. */
const SAML_ORDERS: Orders<EnterpriseConnection> = { created_at: ({ createdAt }) => createdAt, name: ({ name }) => name, phone_number: none, email_address: none, first_name: none, last_name: none, username: none }

function listSaml(call: Call): Answer {
  const { world, query } = call
  const organizations = query.getAll('organization_id')
  const excluded = organizations.filter((each) => each.startsWith('-')).map((each) => each.slice(1))
  const included = organizations.filter((each) => !each.startsWith('-')).map((each) => each.replace(/^[+ ]/, ''))
  const found = [...world.store.enterpriseConnections.values()].filter(
    (each) => isSaml(each) && matches(call, each.name) && (included.length === 0 || included.includes(each.organizationId ?? '')) && !excluded.includes(each.organizationId ?? ''),
  )
  return { json: pageOf(ordered(found, query, SAML_ORDERS), query, (each) => samlConnectionJson(world, each)) }
}

function fieldsOf(call: Call): ConnectionFields {
  const { name: _name, provider: _provider, domains: _domains, organization_id: _organization, active: _active, ...fields } = call.body
  return {
    name: text(call, 'name'),
    provider: text(call, 'provider'),
    domains: texts(call, 'domains'),
    organizationId: call.body['organization_id'] === null ? null : text(call, 'organization_id'),
    active: flag(call, 'active'),
    fields,
  }
}

/** The older form has the provider's fields side by side with the connection's own. */
function samlFieldsOf(call: Call): ConnectionFields {
  const { domain, sync_user_attributes: sync, ...body } = call.body
  const { fields, ...own } = fieldsOf({ ...call, body: { ...body, ...(typeof domain === 'string' && { domains: [domain] }) } })
  const mapping = record(call, 'attribute_mapping')
  return { ...own, fields: { saml: { ...fields, ...(mapping && { attribute_mapping: mapping }) }, ...(sync !== undefined && { sync_user_attributes: sync }) } }
}
