import { addDomain, changeDomain, domainBy, domainsOf, removeDomain } from '../domain/organizations/organization-domains.ts'
import { text, type Call } from '../http/call.ts'
import { get, patch, post, remove, type Answer, type Route } from '../http/router.ts'
import { domainJson } from '../serialize/organization-domain.ts'
import type { OrganizationDomain } from '../store/rows/organization.ts'
import { flag } from './fields.ts'
import { ordered } from './order.ts'
import { organizationOf } from './organizations.ts'
import { pageOf } from './page.ts'

export const organizationDomainRoutes: Route[] = [
  get('/v1/organization_domains', (call) => listed(call, [...call.world.store.organizationDomains.values()])),
  get('/v1/organizations/:id/domains', (call) => listed(call, domainsOf(call.world, organizationOf(call)))),
  post('/v1/organizations/:id/domains', (call) => {
    const { verified } = fieldsOf(call)
    return shown(call, addDomain(call.world, organizationOf(call), { name: text(call, 'name') ?? '', enrollmentMode: text(call, 'enrollment_mode'), verified: verified ?? true }))
  }),
  patch('/v1/organizations/:id/domains/:domainId', (call) => {
    const domain = domainOf(call)
    changeDomain(call.world, domain, fieldsOf(call))
    return shown(call, domain)
  }),
  post('/v1/organizations/:id/domains/:domainId/verify', (call) => {
    const domain = domainOf(call)
    changeDomain(call.world, domain, { verified: true })
    return shown(call, domain)
  }),
  remove('/v1/organizations/:id/domains/:domainId', (call) => {
    const { id } = domainOf(call)
    removeDomain(call.world, domainOf(call))
    return { json: { object: 'organization_domain', id, deleted: true } }
  }),
]

const domainOf = (call: Call): OrganizationDomain => domainBy(call.world, organizationOf(call), call.params['domainId'] ?? '')

const shown = (call: Call, domain: OrganizationDomain): Answer => ({ json: domainJson(call.world, domain) })

function fieldsOf(call: Call) {
  const verified = flag(call, 'verified')
  const enrollmentMode = text(call, 'enrollment_mode')
  return { ...(enrollmentMode === undefined ? {} : { enrollmentMode }), ...(verified === undefined ? {} : { verified }) }
}

function listed(call: Call, domains: readonly OrganizationDomain[]): Answer {
  const [verified, modes, words] = [call.query.get('verified'), call.query.getAll('enrollment_mode'), call.query.get('query')?.toLowerCase()]
  const found = domains.filter(
    (domain) => (verified === null || String(domain.verified) === verified) && (modes.length === 0 || modes.includes(domain.enrollmentMode)) && (!words || domain.id.toLowerCase() === words || domain.name.includes(words)),
  )
  const sorted = ordered(found, call.query, { created_at: ({ createdAt }) => createdAt, name: ({ name }) => name })
  return { json: pageOf(sorted, call.query, (domain) => domainJson(call.world, domain)) }
}
