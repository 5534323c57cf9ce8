import type { Settings } from '../instance/settings.ts'
import { seededId } from '../store/ids.ts'
import type { World } from '../world.ts'
import type { EventData, WebhookEvent } from './event-types.ts'

/** Roles and permissions by key, without the times at which they changed. */
export interface Roles {
  readonly role: ReadonlyMap<string, Omit<EventData<'role.created'>, 'created_at' | 'updated_at'>>
  readonly permission: ReadonlyMap<string, Omit<EventData<'permission.created'>, 'created_at' | 'updated_at'>>
}

/** The roles and permissions of the settings, as Clerk announces them. */
export function rolesOf({ roles, permissions }: Settings): Roles {
  const keys = [...new Set([...Object.keys(permissions), ...Object.values(roles).flatMap((role) => role.permissions)])]
  const permission = new Map(
    keys.map((key) => [key, { object: 'permission' as const, id: seededId('perm', key), key, name: permissions[key]?.name ?? key, description: permissions[key]?.description ?? '' }]),
  )
  const role = new Map(
    Object.entries(roles).map(([key, { name, description = null, permissions: held }]) => {
      const given = held.flatMap((each) => permission.get(each) ?? []).map((each) => ({ ...each, created_at: 0, updated_at: 0 }))
      return [key, { object: 'role' as const, id: seededId('role', key), key, name, description, permissions: given, is_creator_eligible: true }]
    }),
  )
  return { role, permission }
}

/** What was made, changed and deleted between two states of the settings. */
export function roleEvents(world: World, before: Roles, after: Roles): WebhookEvent[] {
  const now = world.clock.now()
  const compare = (name: 'role' | 'permission'): WebhookEvent[] => {
    const [old, fresh] = [before[name], after[name]]
    const came = [...fresh].flatMap(([key, data]): WebhookEvent[] => {
      const known = old.get(key)
      const stamped = { ...data, created_at: now, updated_at: now }
      if (!known) return [{ type: `${name}.created`, data: stamped }]
      return JSON.stringify(known) === JSON.stringify(data) ? [] : [{ type: `${name}.updated`, data: stamped }]
    })
    const went = [...old].filter(([key]) => !fresh.has(key)).map(([, data]): WebhookEvent => ({ type: `${name}.deleted`, data: { ...data, created_at: now, updated_at: now } }))
    return [...came, ...went]
  }
  return [...compare('permission'), ...compare('role')]
}
