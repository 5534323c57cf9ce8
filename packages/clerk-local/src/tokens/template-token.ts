import { randomBytes } from 'node:crypto'
import type { JwtTemplate } from '../store/rows/jwt-template.ts'
import type { Session } from '../store/rows/session.ts'
import type { World } from '../world.ts'
import { claimValues } from './claim-values.ts'
import { sealed, signJwt } from './jwt.ts'
import type { TokenOptions } from './session-token.ts'
import { fillIn } from './shortcodes.ts'
import { sealWith } from './signing-algorithms.ts'

/** By it, servers see that this is no session token, though it has the same signature. */
const TEMPLATE_TOKEN_CLASS = 'cl_B7d4PD222AAA'

/** A token by a template, for a service that is not Clerk: https://clerk.com/docs/guides/sessions/jwt-templates */
export function templateToken(world: World, session: Session, template: JwtTemplate, { azp, expiresIn = template.lifetime }: TokenOptions = {}): string {
  const now = Math.floor(world.clock.now() / 1000)
  const payload = {
    ...fillIn(template.claims, claimValues(world, session, session.organizationId)),
    ...(azp === undefined ? {} : { azp }),
    exp: now + expiresIn,
    iat: now,
    iss: world.instance.issuer,
    jti: randomBytes(10).toString('hex'),
    nbf: now - template.allowedClockSkew,
    sub: session.userId,
  }
  const { signingAlgorithm: alg, signingKey } = template
  if (signingKey === null) return signJwt(world.key, payload, { cat: TEMPLATE_TOKEN_CLASS })
  return sealed({ alg, cat: TEMPLATE_TOKEN_CLASS, typ: 'JWT' }, payload, sealWith(alg, signingKey))
}
