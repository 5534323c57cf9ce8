import { machineBySecret } from '../domain/machines/machines.ts'
import type { Machine } from '../store/rows/machine.ts'
import type { World } from '../world.ts'
import { ApiError } from './api-error.ts'
import type { Call } from './call.ts'

/** Whether a request comes from a server, with the instance's secret key or a machine's. */
export const isServerKey = (authorization: string | undefined): boolean => /^Bearer (sk|ak)_/.test(authorization ?? '')

/** Whether the key is this instance's. */
export function isKeyOf(world: World, authorization: string | undefined): boolean {
  return authorization === `Bearer ${world.instance.secretKey}` || (authorization !== undefined && machineBySecret(world, bearer(authorization)) !== undefined)
}

/** Refuses a request whose key may not do what it asks for: a machine's key is good for machine tokens only. */
export function checkServerKey({ world, request, url }: Call): void {
  const { authorization } = request.headers
  if (authorization === `Bearer ${world.instance.secretKey}`) return
  const forMachines = /^\/m2m_tokens\b/.test(url.pathname)
  if (forMachines && isKeyOf(world, authorization)) return
  if (forMachines && authorization?.startsWith('Bearer ak_')) throw machineKeyInvalid()
  throw new ApiError(401, 'clerk_key_invalid', 'The provided Clerk Secret Key is invalid. Make sure that your Clerk Secret Key is correct.')
}

/** The machine that asks; `null` where it is the instance itself. */
export function machineOf({ world, request }: Call): Machine | null {
  return machineBySecret(world, bearer(request.headers.authorization ?? '')) ?? null
}

/** The machine that asks, for what the instance's own key cannot do. */
export function requireMachine(call: Call): Machine {
  const machine = machineOf(call)
  if (!machine) throw machineKeyInvalid()
  return machine
}

const bearer = (authorization: string): string => authorization.replace(/^Bearer /, '')

const machineKeyInvalid = () =>
  new ApiError(401, 'machine_secret_key_invalid', 'The provided Machine Secret Key is invalid. Make sure that your Machine Secret Key is correct.')
