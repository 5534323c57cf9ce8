import { randomBytes } from 'node:crypto'
import type { World } from '../world.ts'
import { membershipOf, organizationBy, permissionsOf } from '../domain/organizations.ts'
import { factorAges } from '../domain/reverification.ts'
import type { Membership } from '../store/rows/organization.ts'
import type { Session } from '../store/rows/session.ts'
import { signJwt } from './jwt.ts'

/** Marks a session token; tokens made from a template carry another class. */
const SESSION_TOKEN_CLASS = 'cl_B7d4PD111AAA'

export interface TokenOptions {
  /** The app's origin. */
  azp?: string | undefined
  /** Seconds; negative for a token that is already expired. */
  expiresIn?: number | undefined
  /** Overrides the session's active organization; `null` for none. */
  organizationId?: string | null | undefined
  claims?: Record<string, unknown> | undefined
  header?: Record<string, unknown> | undefined
}

/** Clerk's session token, version 2: https://clerk.com/docs/guides/sessions/session-tokens */
export function sessionToken(world: World, session: Session, options: TokenOptions = {}): string {
  const now = Math.floor(world.clock.now() / 1000)
  const lifetime = options.expiresIn ?? world.settings.tokenLifetimeSeconds
  // An expired token was issued before it expired, as real ones are.
  const issuedAt = lifetime > 0 ? now : now + lifetime - 60
  const payload = {
    ...(options.azp === undefined ? {} : { azp: options.azp }),
    exp: now + lifetime,
    fva: factorAges(world, session),
    iat: issuedAt,
    iss: world.instance.issuer,
    jti: randomBytes(10).toString('hex'),
    nbf: issuedAt - 10,
    sid: session.id,
    sts: session.status === 'pending' ? 'pending' : 'active',
    sub: session.userId,
    v: 2,
    ...organizationClaims(world, session.userId, options.organizationId === undefined ? session.organizationId : options.organizationId),
    ...options.claims,
  }
  return signJwt(world.key, payload, { cat: SESSION_TOKEN_CLASS, oiat: issuedAt, ...options.header })
}

function organizationClaims(world: World, userId: string, organizationId: string | null): object {
  const membership = organizationId === null ? undefined : membershipOf(world, userId, organizationId)
  if (!membership) return {}
  const { id, slug } = organizationBy(world, membership.organizationId)
  const { features, ...permissions } = permissionClaims(world, membership)
  return { ...(features && { fea: features }), o: { id, slg: slug, rol: membership.role.replace(/^org:/, ''), ...permissions } }
}

/**
 * Permissions as version 2 packs them: `per` lists the actions, `fea` the features, and `fpm` holds for each feature a
 * bit mask of the actions, least significant bit first.
 */
function permissionClaims(world: World, membership: Membership): { features?: string; per?: string; fpm?: string } {
  const permissions = permissionsOf(world, membership.role).map((permission) => {
    const [, feature = '', action = ''] = permission.split(':')
    return { feature, action }
  })
  if (permissions.length === 0) return {}
  const features = [...new Set(permissions.map(({ feature }) => feature))]
  const actions = [...new Set(permissions.map(({ action }) => action))]
  const mask = (of: string) => permissions.reduce((bits, { feature, action }) => (feature === of ? bits | (1 << actions.indexOf(action)) : bits), 0)
  return { features: features.map((feature) => `o:${feature}`).join(','), per: actions.join(','), fpm: features.map(mask).join(',') }
}
