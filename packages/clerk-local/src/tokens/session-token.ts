import { randomBytes } from 'node:crypto'
import { membershipOf, organizationBy } from '../domain/organizations/organizations.ts'
import { factorAges } from '../domain/sessions/reverification.ts'
import type { Session } from '../store/rows/session.ts'
import type { World } from '../world.ts'
import { claimValues } from './claim-values.ts'
import { signJwt } from './jwt.ts'
import { ownPermissions, permissionClaims } from './permission-claims.ts'
import { fillIn } from './shortcodes.ts'

/** Marks a session token; tokens made from a template carry another class. */
const SESSION_TOKEN_CLASS = 'cl_B7d4PD111AAA'

export interface TokenOptions {
  /** The app's origin. */
  azp?: string | undefined
  /** Seconds; negative for a token that is already expired. */
  expiresIn?: number | undefined
  /** Overrides the session's active organization; `null` for none. */
  organizationId?: string | null | undefined
  /** Over every other claim, which attack tests use. */
  claims?: Record<string, unknown> | undefined
  header?: Record<string, unknown> | undefined
}

/** Clerk's session token, version 2 unless the instance is older: https://clerk.com/docs/guides/sessions/session-tokens */
export function sessionToken(world: World, session: Session, options: TokenOptions = {}): string {
  const { sessionClaims, sessionTokenVersion, tokenLifetimeSeconds } = world.settings
  const now = Math.floor(world.clock.now() / 1000)
  const lifetime = options.expiresIn ?? tokenLifetimeSeconds
  // An expired token was issued before it expired, as real ones are.
  const issuedAt = lifetime > 0 ? now : now + lifetime - 60
  const organizationId = options.organizationId === undefined ? session.organizationId : options.organizationId
  const payload = {
    // First, so that no claim of the instance's own takes the place of Clerk's.
    ...(Object.keys(sessionClaims).length > 0 && fillIn(sessionClaims, claimValues(world, session, organizationId))),
    ...(session.actor && { act: session.actor }),
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
    ...(sessionTokenVersion === 'v2' && { v: 2 }),
    ...organizationClaims(world, session.userId, organizationId),
    ...options.claims,
  }
  return signJwt(world.key, payload, { cat: SESSION_TOKEN_CLASS, oiat: issuedAt, ...options.header })
}

function organizationClaims(world: World, userId: string, organizationId: string | null): object {
  const membership = organizationId === null ? undefined : membershipOf(world, userId, organizationId)
  if (!membership) return {}
  const { id, slug } = organizationBy(world, membership.organizationId)
  if (world.settings.sessionTokenVersion === 'v1') return { org_id: id, org_role: membership.role, org_slug: slug, org_permissions: ownPermissions(world, membership.role) }
  const { features, ...permissions } = permissionClaims(world, membership.role)
  return { ...(features && { fea: features }), o: { id, slg: slug, rol: membership.role.replace(/^org:/, ''), ...permissions } }
}
