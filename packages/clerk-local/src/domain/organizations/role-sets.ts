import type { RoleSet } from '../../instance/settings.ts'
import type { Organization } from '../../store/rows/organization.ts'
import type { World } from '../../world.ts'

/** Stands for the set of an instance that has set none up: every role. */
const EVERYTHING = 'role_set:default'

export type KeyedRoleSet = RoleSet & { readonly key: string }

/** The instance's role sets; never without an initial one. */
export function roleSetsOf({ settings }: World): KeyedRoleSet[] {
  const sets = Object.entries(settings.roleSets).map(([key, set]) => ({ key, ...set }))
  if (sets.some(({ type }) => type === 'initial')) return sets
  const { defaultRole, creatorRole } = settings.organizations
  return [{ key: EVERYTHING, name: 'Default', description: null, roles: Object.keys(settings.roles), defaultRole, creatorRole, type: 'initial' }, ...sets]
}

/** The set that an organization is in. */
export function roleSetOf(world: World, { roleSetKey }: Pick<Organization, 'roleSetKey'>): KeyedRoleSet {
  const sets = roleSetsOf(world)
  const found = sets.find(({ key, type }) => (roleSetKey === null ? type === 'initial' : key === roleSetKey)) ?? sets.find(({ type }) => type === 'initial')
  if (!found) throw new Error('An instance always has an initial role set.')
  return found
}

/** The keys of the roles there are in an organization. */
export const rolesOf = (world: World, organization: Pick<Organization, 'roleSetKey'>): readonly string[] => roleSetOf(world, organization).roles
