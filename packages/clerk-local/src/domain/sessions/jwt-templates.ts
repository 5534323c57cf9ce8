import { ApiError, fieldError } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import type { JwtTemplate } from '../../store/rows/jwt-template.ts'
import { isSigningAlgorithm, sealWith, signingAlgorithms } from '../../tokens/signing-algorithms.ts'
import type { World } from '../../world.ts'

/** Clerk's own claims, which no template may set. */
const RESERVED: readonly string[] = ['azp', 'exp', 'iat', 'iss', 'jti', 'nbf', 'sub']

/** What a request says about a template; `undefined` for what it does not. */
export interface TemplateFields {
  readonly name: string | undefined
  readonly claims: Record<string, unknown> | undefined
  readonly lifetime: number | undefined
  readonly allowedClockSkew: number | undefined
  readonly customSigningKey: boolean | undefined
  readonly signingAlgorithm: string | undefined
  readonly signingKey: string | undefined
}

export function createTemplate(world: World, { name, claims, lifetime = 60, allowedClockSkew = 5, ...signing }: TemplateFields): JwtTemplate {
  if (!name) throw new ApiError(422, 'form_param_missing', 'is missing', { param_name: 'name' }, 'name must be included.')
  if (!claims) throw new ApiError(422, 'form_param_missing', 'is missing', { param_name: 'claims' }, 'claims must be included.')
  const now = world.clock.now()
  const template = { id: newId('jtmp'), name, claims, lifetime, allowedClockSkew, ...signatureOf(signing, null), createdAt: now, updatedAt: now }
  check(world, template)
  return world.store.jwtTemplates.insert(template)
}

export function changeTemplate(world: World, template: JwtTemplate, { name, claims, lifetime, allowedClockSkew, ...signing }: TemplateFields): JwtTemplate {
  const change = {
    name: name ?? template.name,
    claims: claims ?? template.claims,
    lifetime: lifetime ?? template.lifetime,
    allowedClockSkew: allowedClockSkew ?? template.allowedClockSkew,
    ...signatureOf(signing, template),
    updatedAt: world.clock.now(),
  }
  check(world, { ...template, ...change })
  return world.store.jwtTemplates.update(template, change)
}

export function templateById(world: World, id: string): JwtTemplate {
  return world.store.jwtTemplates.get(id) ?? missing('id', id)
}

export function templateNamed(world: World, name: string): JwtTemplate {
  return world.store.jwtTemplates.by('name', name)[0] ?? missing('name', name)
}

function missing(attribute: string, value: string): never {
  throw new ApiError(404, 'resource_not_found', 'JWT template not found', {}, `No JWT template exists with ${attribute}: ${value}`)
}

function check(world: World, { id, name, claims, lifetime, allowedClockSkew }: JwtTemplate): void {
  if (!/^[\w-]{1,64}$/.test(name)) throw fieldError('form_param_format_invalid', 'name may have letters, digits, hyphens and underscores.', 'name')
  if (world.store.jwtTemplates.by('name', name).some((other) => other.id !== id)) throw new ApiError(400, 'duplicate_record', `There is a JWT template ${name} already.`, { param_name: 'name' })
  const reserved = Object.keys(claims).find((claim) => RESERVED.includes(claim))
  if (reserved !== undefined) throw new ApiError(400, 'jwt_template_reserved_claim', 'reserved claim used', { param_name: 'claims' }, `You can't use the reserved claim: '${reserved}'`)
  inRange('lifetime', lifetime, 30, 315_360_000)
  inRange('allowed_clock_skew', allowedClockSkew, 0, 300)
}

function inRange(field: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return
  throw fieldError('form_param_value_invalid', `${field} must be a whole number from ${least} to ${most}.`, field)
}

type Signing = Pick<TemplateFields, 'customSigningKey' | 'signingAlgorithm' | 'signingKey'>

/** The key that was given, the one that was there, or none: the instance's. */
function signatureOf({ customSigningKey, signingAlgorithm, signingKey }: Signing, before: JwtTemplate | null): Pick<JwtTemplate, 'signingAlgorithm' | 'signingKey'> {
  const custom = customSigningKey ?? (before !== null && before.signingKey !== null)
  if (!custom) return { signingAlgorithm: 'RS256', signingKey: null }
  const algorithm = signingAlgorithm ?? before?.signingAlgorithm ?? ''
  const key = signingKey ?? before?.signingKey ?? ''
  if (!isSigningAlgorithm(algorithm)) throw fieldError('form_param_value_invalid', `signing_algorithm must be one of ${signingAlgorithms.join(', ')}.`, 'signing_algorithm')
  try {
    sealWith(algorithm, key)
  } catch {
    throw fieldError('form_param_value_invalid', `signing_key is no key for ${algorithm}.`, 'signing_key')
  }
  return { signingAlgorithm: algorithm, signingKey: key }
}
