import { defaultSettings, type SettingsChange } from '../instance/settings.ts'
import { ApiError } from '../http/api-error.ts'
import { checkEndpoint } from '../webhooks/endpoints.ts'
import { suggestion, type Problem } from './problem.ts'
import type { SeedContent } from './schema.ts'

type Path = Problem['path']

/** What no schema sees: who is named twice, and who is named and does not exist. `at` is where the content stands. */
export function contentProblems(content: SeedContent, at: Path, remoteWebhooks: boolean): Problem[] {
  const problems: Problem[] = []
  const settings = (content.settings ?? {}) as SettingsChange // the schema is made out of the settings
  const roles = Object.keys(settings.roles ?? (Object.keys(content.roles).length > 0 ? content.roles : defaultSettings.roles))
  const identifiers = usersProblems(content, at, problems)
  const slugs = new Map<string, Path>()
  const domains = new Map<string, Path>()
  const modes: readonly string[] = ['manual_invitation', ...(settings.organizations?.domains?.enrollmentModes ?? [])]
  for (const [index, { slug, members, invitations = [], domains: own = [] }] of content.organizations.entries()) {
    const path = [...at, 'organizations', index]
    if (slug !== undefined) once(slugs, slug, [...path, 'slug'], problems)
    for (const [member, role] of Object.entries(members)) {
      if (!identifiers.has(member.toLowerCase())) problems.push({ path: [...path, 'members', member], message: `is no user of this seed${meant(member, [...identifiers.keys()])}`, ofKey: true })
      roleProblem(roles, role, [...path, 'members', member], problems)
    }
    const invited = new Map<string, Path>()
    for (const [position, { email, role }] of invitations.entries()) {
      const place = [...path, 'invitations', position]
      if (Object.hasOwn(members, email)) problems.push({ path: [...place, 'email'], message: 'is a member already' })
      once(invited, email.toLowerCase(), [...place, 'email'], problems)
      if (role !== undefined) roleProblem(roles, role, [...place, 'role'], problems)
    }
    for (const [position, { name, enrollmentMode }] of own.entries()) {
      const place = [...path, 'domains', position]
      once(domains, name.toLowerCase(), [...place, 'name'], problems)
      if (enrollmentMode !== undefined && !modes.includes(enrollmentMode))
        problems.push({ path: [...place, 'enrollmentMode'], message: 'is not enabled: add it to settings.organizations.domains.enrollmentModes' })
    }
  }
  for (const [index, endpoint] of (content.webhooks ?? []).entries()) {
    try {
      checkEndpoint(endpoint, remoteWebhooks)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      problems.push({ path: [...at, 'webhooks', index, String(error.meta['param_name'])], message: `cannot be: ${error.message}` })
    }
  }
  return problems
}

/** By identifier, where it is. */
function usersProblems({ users }: SeedContent, at: Path, problems: Problem[]): Map<string, Path> {
  const identifiers = new Map<string, Path>()
  const externalIds = new Map<string, Path>()
  for (const [index, { email, emails = [], phones = [], username, externalId }] of users.entries()) {
    const path = [...at, 'users', index]
    if (email === undefined && username === undefined && emails.length + phones.length === 0) problems.push({ path, message: 'has no email, no phone and no username' })
    if (email !== undefined) once(identifiers, email.toLowerCase(), [...path, 'email'], problems)
    for (const [position, { address }] of emails.entries()) once(identifiers, address.toLowerCase(), [...path, 'emails', position], problems)
    for (const [position, { number }] of phones.entries()) once(identifiers, number, [...path, 'phones', position], problems)
    if (username !== undefined) once(identifiers, username.toLowerCase(), [...path, 'username'], problems)
    if (externalId !== undefined) once(externalIds, externalId, [...path, 'externalId'], problems)
    const primary = emails.filter((each) => each.primary).length + (email === undefined ? 0 : 1)
    if (primary > 1) problems.push({ path: [...path, 'emails'], message: email === undefined ? 'has more than one that is primary' : 'has one that is primary, which email is' })
  }
  return identifiers
}

function once(seen: Map<string, Path>, value: string, path: Path, problems: Problem[]): void {
  if (seen.has(value)) problems.push({ path, message: `is ${value}, which somebody else has` })
  else seen.set(value, path)
}

function roleProblem(roles: readonly string[], role: string, path: Path, problems: Problem[]): void {
  if (!roles.includes(role)) problems.push({ path, message: `is ${role}, which is no role${meant(role, roles)}` })
}

function meant(name: string, known: readonly string[]): string {
  const found = suggestion(name, known)
  return found === undefined ? '' : `; did you mean ${found}?`
}
