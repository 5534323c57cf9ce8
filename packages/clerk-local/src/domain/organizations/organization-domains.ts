import { randomBytes } from 'node:crypto'
import { ApiError, fieldError, notFound } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import type { EnrollmentMode, Organization, OrganizationDomain } from '../../store/rows/organization.ts'
import type { World } from '../../world.ts'
import { enterCode, sendCode } from '../verification/codes.ts'
import { enrollDomain, withdraw } from './organization-enrollment.ts'
import { checkEmail, findUser } from '../users/users.ts'

const MAX_DOMAINS = 10
const DAY_MS = 86_400_000
const MODES: readonly string[] = ['manual_invitation', 'automatic_invitation', 'automatic_suggestion'] satisfies EnrollmentMode[]

/** Where everybody may have an address: whoever verified one of these could let the world in. */
const COMMON = new Set('gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com aol.com proton.me protonmail.com gmx.com gmx.de gmx.net web.de mail.com mail.ru yandex.com yandex.ru zoho.com fastmail.com qq.com 163.com 126.com'.split(' '))
/** Addresses that anybody reads, for a few minutes. */
const BLOCKED = new Set('mailinator.com guerrillamail.com 10minutemail.com temp-mail.org tempmail.com yopmail.com trashmail.com throwawaymail.com sharklasers.com getnada.com maildrop.cc dispostable.com'.split(' '))

export interface NewDomain {
  readonly name: string
  readonly enrollmentMode?: string | undefined
  /** Taken on a server's word. */
  readonly verified?: boolean
}

export function addDomain(world: World, organization: Organization, { name, enrollmentMode = 'manual_invitation', verified = false }: NewDomain): OrganizationDomain {
  const domain = name.trim().toLowerCase()
  checkName(world, organization, domain)
  const now = world.clock.now()
  const row = world.store.organizationDomains.insert({
    id: newId('orgdmn'),
    organizationId: organization.id,
    name: domain,
    enrollmentMode: modeOf(world, enrollmentMode),
    affiliationEmail: null,
    verified,
    verification: null,
    ownership: null,
    createdAt: now,
    updatedAt: now,
  })
  enrollDomain(world, row)
  return row
}

function checkName(world: World, { id }: Organization, name: string): void {
  if (!/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(name)) throw fieldError('form_param_format_invalid', 'name must be a valid domain.', 'name')
  if (COMMON.has(name)) throw fieldError('organization_domain_common', 'This is a common email provider domain. Please use a different one.', 'name')
  if (BLOCKED.has(name)) throw fieldError('organization_domain_blocked', 'This is a blocked email provider domain. Please use a different one.', 'name')
  if ([...world.store.enterpriseConnections.values()].some(({ domains }) => domains.includes(name)))
    throw fieldError('organization_domain_exists_for_enterprise_connection', 'This domain is already used for your organization’s SSO', 'name')
  const taken = world.store.organizationDomains.by('name', name).some(({ organizationId, verified }) => verified || organizationId === id)
  if (taken) throw fieldError('organization_domain_already_exists', 'This domain is already used by another organization.', 'name')
  if (world.store.organizationDomains.count('organization', id) >= MAX_DOMAINS)
    throw new ApiError(403, 'organization_domain_quota_exceeded', `You have reached your limit of ${MAX_DOMAINS} domains per organization.`)
}

/** Refuses what is no mode, and one that the instance does not allow. */
function modeOf({ settings }: World, mode: string): EnrollmentMode {
  if (!MODES.includes(mode)) throw fieldError('form_param_value_invalid', `enrollment_mode has to be one of ${MODES.join(', ')}.`, 'enrollment_mode')
  const known = mode as EnrollmentMode // checked on the line before
  if (known !== 'manual_invitation' && !settings.organizations.domains.enrollmentModes.includes(known))
    throw new ApiError(403, 'organization_domain_enrollment_mode_not_enabled', `Enrollment mode ${mode} is not enabled for this instance's organizations.`)
  return known
}

export const domainsOf = (world: World, { id }: Organization): OrganizationDomain[] => world.store.organizationDomains.by('organization', id)

/** A domain of the organization's; another one's is not found. */
export function domainBy(world: World, { id: organizationId }: Organization, id: string): OrganizationDomain {
  const domain = world.store.organizationDomains.get(id)
  if (domain?.organizationId !== organizationId) throw notFound('Organization domain')
  return domain
}

/** Sends a code to an address of the domain, which proves that whoever adds it belongs there. */
export function prepareAffiliation(world: World, domain: OrganizationDomain, address: string): void {
  const email = address.trim().toLowerCase()
  checkEmail(email)
  if (!email.endsWith(`@${domain.name}`))
    throw fieldError('organization_domain_mismatch', "The provided email address doesn't match the organization domain name.", 'affiliation_email_address')
  const verification = sendCode(world, { to: email, kind: `Verification code for ${domain.name}`, userId: findUser(world, email)?.id ?? null }, 'email_code')
  change(world, domain, { verification, affiliationEmail: email })
}

export function attemptAffiliation(world: World, domain: OrganizationDomain, code: string | undefined): void {
  const { verification, refusal } = enterCode(world, domain.verification, code)
  change(world, domain, { verification })
  if (refusal) throw refusal
  verify(world, domain)
}

function verify(world: World, domain: OrganizationDomain): void {
  const elsewhere = world.store.organizationDomains.by('name', domain.name).some(({ id, verified }) => verified && id !== domain.id)
  if (elsewhere) throw fieldError('organization_domain_already_exists', 'This domain is already used by another organization.', 'name')
  change(world, domain, { verified: true })
  enrollDomain(world, domain)
}

/** `deletePending` takes back the invitations and suggestions that the mode before has made. */
export function changeEnrollment(world: World, domain: OrganizationDomain, mode: string, deletePending: boolean): void {
  const enrollmentMode = modeOf(world, mode)
  if (deletePending) withdraw(world, domain)
  change(world, domain, { enrollmentMode })
  enrollDomain(world, domain)
}

/** What a server says about a domain is taken as it is. */
export function changeDomain(world: World, domain: OrganizationDomain, { enrollmentMode, verified }: Omit<NewDomain, 'name'>): void {
  if (enrollmentMode !== undefined) change(world, domain, { enrollmentMode: modeOf(world, enrollmentMode) })
  if (verified === true && !domain.verified) verify(world, domain)
  if (verified === false) change(world, domain, { verified })
  enrollDomain(world, domain)
}

export function removeDomain(world: World, domain: OrganizationDomain): void {
  withdraw(world, domain)
  world.store.organizationDomains.remove(domain.id)
}

/** Says which TXT record proves the domain to be the organization's own. */
export function prepareOwnership(world: World, domain: OrganizationDomain): void {
  if (domain.ownership?.verifiedAt != null) return
  change(world, domain, { ownership: { record: `clerk-verification=${randomBytes(16).toString('hex')}`, verifiedAt: null, expireAt: world.clock.now() + 7 * DAY_MS } })
}

/** Finds the record in place: no name server knows a stand-in's domains. `false` where it was never asked for. */
export function attemptOwnership(world: World, domain: OrganizationDomain): boolean {
  const now = world.clock.now()
  if (!domain.ownership || (domain.ownership.verifiedAt === null && domain.ownership.expireAt <= now)) return false
  if (domain.ownership.verifiedAt === null) change(world, domain, { ownership: { ...domain.ownership, verifiedAt: now } })
  return true
}

function change(world: World, domain: OrganizationDomain, fields: Partial<OrganizationDomain>): void {
  world.store.organizationDomains.update(domain, { ...fields, updatedAt: world.clock.now() })
}
