import { pageOf } from '../backend-api/page.ts'
import { checkDomainsEnabled } from '../domain/organizations/organization-access.ts'
import { addDomain, attemptAffiliation, attemptOwnership, changeEnrollment, domainBy, domainsOf, prepareAffiliation, prepareOwnership, removeDomain } from '../domain/organizations/organization-domains.ts'
import { enrollAll } from '../domain/organizations/organization-enrollment.ts'
import type { SystemPermission } from '../domain/organizations/organization-roles.ts'
import { list, text, type Call } from '../http/call.ts'
import { get, post, remove, type Answer, type Route } from '../http/router.ts'
import { domainJson } from '../serialize/organization-domain.ts'
import type { OrganizationDomain } from '../store/rows/organization.ts'
import { among, memberCall, read } from './organization-call.ts'
import { withClient } from './piggyback.ts'

const MANAGE = 'org:sys_domains:manage'

/** The email domains of an organization, whose people may join it by themselves. */
export const organizationDomainRoutes: Route[] = [
  get('/v1/organizations/:id/domains', (call) => {
    // Components ask for the list whether or not domains are enabled.
    const { organization } = memberCall(call, 'org:sys_domains:read', MANAGE)
    enrollAll(call.world, organization)
    const hasMode = among(call, 'enrollment_mode')
    const found = domainsOf(call.world, organization).filter(({ enrollmentMode }) => hasMode(enrollmentMode))
    return read(pageOf(found, call.query, (domain) => domainJson(call.world, domain)))
  }),
  post('/v1/organizations/:id/domains', (call) => {
    const { organization } = enabledFor(call, MANAGE)
    return shown(call, addDomain(call.world, organization, { name: text(call, 'name') ?? '', enrollmentMode: text(call, 'enrollment_mode') }))
  }),
  post('/v1/organizations/:id/domains/prepare_ownership_verification/bulk', (call) =>
    ownership(call, (domain) => {
      prepareOwnership(call.world, domain)
      return true
    })),
  post('/v1/organizations/:id/domains/attempt_ownership_verification/bulk', (call) => ownership(call, (domain) => attemptOwnership(call.world, domain))),
  get('/v1/organizations/:id/domains/:domainId', (call) => read(domainJson(call.world, domainOf(call, 'org:sys_domains:read', MANAGE)))),
  remove('/v1/organizations/:id/domains/:domainId', (call) => {
    const domain = domainOf(call, MANAGE)
    removeDomain(call.world, domain)
    return withClient(call, { object: 'organization_domain', id: domain.id, deleted: true })
  }),
  post('/v1/organizations/:id/domains/:domainId/prepare_affiliation_verification', (call) => {
    const domain = domainOf(call, MANAGE)
    prepareAffiliation(call.world, domain, text(call, 'affiliation_email_address') ?? '')
    return shown(call, domain)
  }),
  post('/v1/organizations/:id/domains/:domainId/attempt_affiliation_verification', (call) => {
    const domain = domainOf(call, MANAGE)
    attemptAffiliation(call.world, domain, text(call, 'code'))
    return shown(call, domain)
  }),
  post('/v1/organizations/:id/domains/:domainId/update_enrollment_mode', (call) => {
    const domain = domainOf(call, MANAGE)
    changeEnrollment(call.world, domain, text(call, 'enrollment_mode') ?? '', text(call, 'delete_pending') === 'true')
    return shown(call, domain)
  }),
]

const shown = (call: Call, domain: OrganizationDomain): Answer => withClient(call, domainJson(call.world, domain))

function enabledFor(call: Call, ...anyOf: readonly SystemPermission[]) {
  const member = memberCall(call, ...anyOf)
  checkDomainsEnabled(call.world)
  return member
}

const domainOf = (call: Call, ...anyOf: readonly SystemPermission[]) => domainBy(call.world, enabledFor(call, ...anyOf).organization, call.params['domainId'] ?? '')

/** Asks for, or looks for, the TXT records of several domains; what fails is told domain by domain. */
function ownership(call: Call, step: (domain: OrganizationDomain) => boolean): Answer {
  const { world } = call
  const { organization } = enabledFor(call, MANAGE)
  const data: OrganizationDomain[] = []
  const errors: { id: string; code: string }[] = []
  for (const id of list(call.body['organization_domain_ids'])) {
    const domain = domainsOf(world, organization).find((each) => each.id === id)
    if (!domain) errors.push({ id, code: 'resource_not_found' })
    else if (step(domain)) data.push(domain)
    else errors.push({ id, code: 'verification_missing' })
  }
  return withClient(call, { data: data.map((domain) => domainJson(world, domain)), errors })
}
