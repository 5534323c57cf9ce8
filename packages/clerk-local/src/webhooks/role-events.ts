import { backendRoleJson, permissionJson } from '../serialize/organization-role.ts'
import type { World } from '../world.ts'
import type { WebhookEvent } from './event-types.ts'

/** Roles and permissions by key, as they are announced: settings, and no rows of which changes would be told. */
export interface Roles {
  readonly role: ReadonlyMap<string, object>
  readonly permission: ReadonlyMap<string, object>
}

export function rolesOf(world: World): Roles {
  const { roles, permissions } = world.settings
  const keys = new Set([...Object.keys(permissions), ...Object.values(roles).flatMap((role) => role.permissions)])
  return {
    role: new Map(Object.keys(roles).map((key) => [key, backendRoleJson(world, key)])),
    permission: new Map([...keys].map((key) => [key, permissionJson(world, key)])),
  }
}

/** What was made, changed and deleted between two states of the settings; permissions first, as roles show theirs. */
export function roleEvents(before: Roles, after: Roles): WebhookEvent[] {
  return [...compared('permission', before, after), ...compared('role', before, after)]
}

function compared(name: keyof Roles, before: Roles, after: Roles): WebhookEvent[] {
  const [old, fresh] = [before[name], after[name]]
  const came = [...fresh].flatMap(([key, data]): WebhookEvent[] => {
    const known = old.get(key)
    if (!known) return [{ type: `${name}.created`, data }]
    return JSON.stringify(known) === JSON.stringify(data) ? [] : [{ type: `${name}.updated`, data }]
  })
  const went = [...old].filter(([key]) => !fresh.has(key)).map(([, data]): WebhookEvent => ({ type: `${name}.deleted`, data }))
  return [...came, ...went]
}
