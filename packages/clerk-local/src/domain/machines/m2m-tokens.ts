import { randomBytes } from 'node:crypto'
import { ApiError, notFound } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import type { M2MToken, Machine } from '../../store/rows/machine.ts'
import type { Metadata } from '../../store/rows/metadata.ts'
import { signJwt } from '../../tokens/jwt.ts'
import type { World } from '../../world.ts'
import { isPast } from './api-keys.ts'

/** Marks the JWT of a machine. */
const M2M_TOKEN_CLASS = 'cl_B7d4PD333AAA'

export interface NewM2MToken {
  /** The machine's default where nothing is asked for. */
  readonly seconds?: number | undefined
  readonly claims?: Metadata | undefined
  readonly format?: M2MToken['format'] | undefined
  /** Gives an earlier opaque token with the same claims again that has at least so long to live; less than a token's whole life. */
  readonly minRemainingSeconds?: number | undefined
}

/** A token of a machine for those it may reach. */
export function createM2MToken(world: World, machine: Machine, { seconds = machine.defaultTokenSeconds, claims, format = 'opaque', minRemainingSeconds }: NewM2MToken): M2MToken {
  const now = world.clock.now()
  if (minRemainingSeconds !== undefined && minRemainingSeconds >= seconds) throw new ApiError(400, 'form_param_value_invalid', 'min_remaining_ttl_seconds must be less than the lifetime of the token.', { param_name: 'min_remaining_ttl_seconds' })
  const again = minRemainingSeconds === undefined || format === 'jwt' ? undefined : stillGood(world, machine, claims ?? null, now + minRemainingSeconds * 1000)
  if (again) return again
  const id = newId('mt')
  const expireAt = now + seconds * 1000
  const scopes = machine.scopedMachineIds
  const token =
    format === 'opaque'
      ? `mt_${randomBytes(32).toString('hex')}`
      : signJwt(
          world.key,
          { ...claims, iss: world.instance.issuer, sub: machine.id, aud: scopes, scopes: scopes.join(' '), jti: id, iat: inSeconds(now), nbf: inSeconds(now) - 10, exp: inSeconds(expireAt) },
          { cat: M2M_TOKEN_CLASS },
        )
  return world.store.m2mTokens.insert({ id, subject: machine.id, scopes, claims: claims ?? null, format, token, revoked: false, revocationReason: null, expireAt, createdAt: now, updatedAt: now })
}

function stillGood(world: World, machine: Machine, claims: Metadata | null, until: number): M2MToken | undefined {
  const same = JSON.stringify([claims, machine.scopedMachineIds])
  return world.store.m2mTokens.by('subject', machine.id).find((token) => token.format === 'opaque' && isGood(world, token) && (token.expireAt ?? Infinity) >= until && JSON.stringify([token.claims, token.scopes]) === same)
}

const isGood = (world: World, token: M2MToken): boolean => !token.revoked && !isPast(world, token.expireAt)

/** The token, where it is good and, if a machine asks, was made for that machine. */
export function verifyM2MToken(world: World, token: string, receiver: Machine | null): M2MToken {
  const [found] = world.store.m2mTokens.by('token', token)
  const reaches = receiver === null || found?.scopes.includes(receiver.id)
  if (!found || !isGood(world, found) || !reaches || !world.store.machines.has(found.subject)) throw new ApiError(404, 'machine_token_not_found', 'The machine token was not found.')
  return found
}

export function revokeM2MToken(world: World, token: M2MToken, revocationReason: string | null): M2MToken {
  return world.store.m2mTokens.update(token, { revoked: true, revocationReason, updatedAt: world.clock.now() })
}

/** One of a machine's own where a machine asks; any where the instance does. */
export function m2mTokenById(world: World, id: string, owner: Machine | null): M2MToken {
  const token = world.store.m2mTokens.get(id)
  if (!token || (owner !== null && token.subject !== owner.id)) throw notFound(`Machine token ${id}`)
  return token
}

const inSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000)
