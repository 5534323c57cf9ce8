import * as z from 'zod'
import { defaultSettings } from '../instance/settings.ts'

const modes = z.enum(['manual_invitation', 'automatic_invitation', 'automatic_suggestion'])
const key = z.string().regex(/^org:[a-z0-9_:]+$/, 'is not a key such as org:admin')

export const roles = z.record(key, z.strictObject({ name: z.string(), description: z.string().optional(), permissions: z.array(key), systemPermissions: z.array(key).optional() }))
export const permissions = z.record(key, z.strictObject({ name: z.string(), description: z.string().default('') }))

/** What the defaults do not show: which texts, what may be null, and records with keys of one's own. */
const SPECIAL: Readonly<Record<string, z.ZodType>> = {
  signUpMode: z.enum(['public', 'restricted', 'waitlist']),
  preferredSignIn: z.enum(['password', 'otp']),
  social: z.array(z.string().regex(/^[a-z0-9_]+$/, 'is not a provider such as google')),
  customProviders: z.record(
    z.string().regex(/^custom_[a-z0-9_]+$/, 'is not a key such as custom_acme'),
    z.strictObject({
      name: z.string().min(1),
      authorizeUrl: z.url().optional(),
      tokenUrl: z.url().optional(),
      userInfoUrl: z.url().optional(),
      clientId: z.string().optional(),
      clientSecret: z.string().optional(),
      scopes: z.string().optional(),
    }),
  ),
  'attributes.emailAddress.strategies': z.array(z.enum(['email_code', 'email_link'])),
  sessionInactivitySeconds: z.number().min(0).nullable(),
  'lockout.durationSeconds': z.number().min(0).nullable(),
  'organizations.domains.enrollmentModes': z.array(modes),
  roles,
  permissions,
  roleSets: z.record(
    z.string(),
    z.strictObject({ name: z.string(), description: z.string().nullable(), roles: z.array(key), defaultRole: key, creatorRole: key, type: z.enum(['initial', 'custom']) }),
  ),
  sessionClaims: z.record(z.string(), z.unknown()),
}

/** Any part of the settings. Made out of the defaults, so that a new setting can be seeded the day it exists. */
export const settings = partOf(defaultSettings, '')

function partOf(value: unknown, path: string): z.ZodType {
  const special = SPECIAL[path]
  if (special) return special
  if (typeof value === 'boolean') return z.boolean()
  if (typeof value === 'number') return z.number().min(0)
  if (typeof value === 'string') return z.string()
  if (Array.isArray(value)) return z.array(z.string())
  if (value === null) return z.union([z.string(), z.number(), z.boolean(), z.null()], 'is not a text, a number, true or false')
  const parts = Object.entries(value ?? {}).map(([name, part]) => [name, partOf(part, path === '' ? name : `${path}.${name}`).optional()])
  return z.strictObject(Object.fromEntries(parts))
}
