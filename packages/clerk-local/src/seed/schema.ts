import * as z from 'zod'
import { permissions, roles, settings } from './settings-schema.ts'

const email = z.string().regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'is not an email address')
const phone = z.string().regex(/^\+[1-9]\d{6,14}$/, 'is not a phone number such as +15555550100')
const metadata = z.record(z.string(), z.unknown())

/** A text alone stands for an object with nothing but it. */
const short = <T extends z.ZodType>(name: string, schema: T) => z.preprocess((value) => (typeof value === 'string' ? { [name]: value } : value), schema)

const user = z.strictObject({
  email: email.optional(),
  emails: z.array(short('address', z.strictObject({ address: email, verified: z.boolean().optional(), primary: z.boolean().optional() }))).optional(),
  phones: z.array(short('number', z.strictObject({ number: phone, verified: z.boolean().optional(), primary: z.boolean().optional(), secondFactor: z.boolean().optional() }))).optional(),
  username: z.string().regex(/^[\w.-]+$/, 'is not a username').optional(),
  password: z.string().min(1).optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  externalId: z.string().optional(),
  publicMetadata: metadata.optional(),
  privateMetadata: metadata.optional(),
  unsafeMetadata: metadata.optional(),
  banned: z.boolean().optional(),
  locked: z.boolean().optional(),
  totpSecret: z.string().regex(/^[A-Z2-7\s]{16,}=*$/i, 'is not a secret in base 32 of at least 16 letters').optional(),
  backupCodes: z.array(z.string().min(1)).optional(),
  createOrganizations: z.union([z.boolean(), z.number().int().min(0)], 'is not true, false or how many').optional(),
  deleteSelf: z.boolean().optional(),
})

const organization = z.strictObject({
  name: z.string().min(1),
  slug: z.string().regex(/^[a-z0-9_-]+$/, 'is not a slug: lower case letters, digits, hyphens and underscores').optional(),
  members: z.record(z.string(), z.string()).default({}),
  publicMetadata: metadata.optional(),
  privateMetadata: metadata.optional(),
  maxMemberships: z.number().int().min(0).optional(),
  adminDelete: z.boolean().optional(),
  invitations: z.array(short('email', z.strictObject({ email, role: z.string().optional() }))).optional(),
  domains: z
    .array(short('name', z.strictObject({ name: z.string().regex(/^[\w-]+(\.[\w-]+)+$/, 'is not a domain'), enrollmentMode: z.enum(['manual_invitation', 'automatic_invitation', 'automatic_suggestion']).optional(), verified: z.boolean().optional() })))
    .optional(),
})

const endpoint = short('url', z.strictObject({ url: z.string(), events: z.array(z.string()).optional(), secret: z.string().optional() }))

const instance = z.strictObject({
  settings: settings.optional(),
  roles: roles.default({}),
  permissions: permissions.optional(),
  users: z.array(user).default([]),
  organizations: z.array(organization).default([]),
  webhooks: z.array(endpoint).optional(),
})

/** A seed file: the instance that answers where none is named and, under `instances`, further ones by name. */
export const seedFileSchema = instance.extend({ instances: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'is not a name for an instance'), instance).default({}) })

export type SeedContent = z.output<typeof instance>
