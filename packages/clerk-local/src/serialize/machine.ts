import type { M2MToken as SdkToken, Machine as SdkMachine } from '@clerk/backend'
import { isPast } from '../domain/machines/api-keys.ts'
import type { M2MToken, Machine } from '../store/rows/machine.ts'
import type { World } from '../world.ts'

export type MachineJSON = Parameters<typeof SdkMachine.fromJSON>[0]
export type M2MTokenJSON = Parameters<typeof SdkToken.fromJSON>[0]

export function machineJson(world: World, machine: Machine): MachineJSON {
  return {
    ...plain(world, machine),
    scoped_machines: machine.scopedMachineIds.flatMap((id) => {
      const scoped = world.store.machines.get(id)
      return scoped ? [{ ...plain(world, scoped), scoped_machines: [] }] : []
    }),
  }
}

function plain({ instance }: World, { id, name, defaultTokenSeconds, createdAt, updatedAt }: Machine) {
  return { object: 'machine' as const, id, name, instance_id: instance.id, default_token_ttl: defaultTokenSeconds, created_at: createdAt, updated_at: updatedAt }
}

/** A token of a machine, without the token itself. */
export function m2mTokenJson(world: World, token: M2MToken): M2MTokenJSON {
  return {
    object: 'machine_to_machine_token',
    id: token.id,
    subject: token.subject,
    scopes: [...token.scopes],
    claims: token.claims,
    revoked: token.revoked,
    revocation_reason: token.revocationReason,
    expired: isPast(world, token.expireAt),
    expiration: token.expireAt,
    created_at: token.createdAt,
    updated_at: token.updatedAt,
  }
}
