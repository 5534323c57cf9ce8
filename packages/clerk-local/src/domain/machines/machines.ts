import { randomBytes } from 'node:crypto'
import { ApiError, fieldError, notFound } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import type { Machine } from '../../store/rows/machine.ts'
import type { World } from '../../world.ts'
import { isPast } from './api-keys.ts'

/** Clerk's limit for one machine. */
const MAX_SCOPES = 150
/** How long a token lives where a machine says nothing else, in seconds. Clerk's. */
const HOUR_S = 3600

export function createMachine(world: World, { name, scopedMachineIds = [], defaultTokenSeconds = HOUR_S }: { name: string; scopedMachineIds?: readonly string[] | undefined; defaultTokenSeconds?: number | undefined }): Machine {
  for (const id of scopedMachineIds) machineById(world, id)
  if (scopedMachineIds.length > MAX_SCOPES) throw tooManyScopes()
  const now = world.clock.now()
  return world.store.machines.insert({
    id: newId('mch'),
    name,
    scopedMachineIds: [...new Set(scopedMachineIds)],
    defaultTokenSeconds,
    secretKey: freshKey(),
    previousSecretKey: null,
    createdAt: now,
    updatedAt: now,
  })
}

/** Deletes it with its tokens, and takes it out of what others may reach. */
export function deleteMachine({ store }: World, { id }: Machine): void {
  for (const token of store.m2mTokens.by('subject', id)) store.m2mTokens.remove(token.id)
  for (const machine of store.machines.values())
    if (machine.scopedMachineIds.includes(id)) store.machines.update(machine, { scopedMachineIds: machine.scopedMachineIds.filter((each) => each !== id) })
  store.machines.remove(id)
}

/** A new secret key; the old one works for `previousSeconds` more. */
export function rotateSecretKey(world: World, machine: Machine, previousSeconds: number): Machine {
  const now = world.clock.now()
  const previousSecretKey = previousSeconds === 0 ? null : { secret: machine.secretKey, expireAt: now + previousSeconds * 1000 }
  return world.store.machines.update(machine, { secretKey: freshKey(), previousSecretKey, updatedAt: now })
}

/** Lets tokens of `machine` be accepted by `other`. */
export function addScope(world: World, machine: Machine, other: Machine): void {
  if (machine.id === other.id) throw fieldError('form_param_value_invalid', 'A machine needs no scope to reach itself.', 'to_machine_id')
  if (machine.scopedMachineIds.includes(other.id)) throw new ApiError(409, 'machine_scope_already_exists', 'This scope exists already.', { param_name: 'to_machine_id' })
  if (machine.scopedMachineIds.length >= MAX_SCOPES) throw tooManyScopes()
  world.store.machines.update(machine, { scopedMachineIds: [...machine.scopedMachineIds, other.id], updatedAt: world.clock.now() })
}

export function removeScope(world: World, machine: Machine, otherId: string): void {
  if (!machine.scopedMachineIds.includes(otherId)) throw notFound(`Scope of ${otherId}`)
  world.store.machines.update(machine, { scopedMachineIds: machine.scopedMachineIds.filter((id) => id !== otherId), updatedAt: world.clock.now() })
}

export function machineById(world: World, id: string): Machine {
  const machine = world.store.machines.get(id)
  if (!machine) throw notFound(`Machine ${id}`)
  return machine
}

/** The machine whose secret key this is, also for the time in which the one before still works. */
export function machineBySecret(world: World, secret: string): Machine | undefined {
  return world.store.machines.by('secret', secret).find(({ secretKey, previousSecretKey }) => secretKey === secret || !isPast(world, previousSecretKey?.expireAt ?? 0))
}

const freshKey = (): string => `ak_${randomBytes(32).toString('hex')}`
const tooManyScopes = () => fieldError('form_param_value_invalid', `A machine has at most ${MAX_SCOPES} scopes.`, 'scoped_machines')
