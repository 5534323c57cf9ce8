import { isStorable } from '@throughline/api'
import * as z from 'zod'
import type { MembershipMirror } from '../organization/membership.repository.ts'
import type { OrganizationMirror } from '../organization/organization.repository.ts'
import type { ClerkMirror } from '../user/user.repository.ts'

// What the mirror needs of Clerk's messages, and no more: whatever else is in them may change.
// https://clerk.com/docs/guides/development/webhooks/overview

/** What JavaScript and PostgreSQL both read and write: the years of four digits. */
const LATEST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

const time = z.number().int().nonnegative().max(LATEST_MS).transform((milliseconds) => new Date(milliseconds))
/** JSON holds more than PostgreSQL takes. */
const text = z.string().refine(isStorable, { error: 'cannot be stored' })
const id = text.min(1).max(200)

/** Around the data of every message. */
export const envelopeSchema = z.object({ type: z.string(), timestamp: time, data: z.unknown() })

export const deletedSchema = z.object({ id })

export const userSchema = z
  .object({
    id,
    first_name: text.nullish(),
    last_name: text.nullish(),
    username: text.nullish(),
    image_url: text.nullish(),
    primary_email_address_id: text.nullish(),
    email_addresses: z.array(z.object({ id: text, email_address: text })),
    created_at: time,
    updated_at: time,
  })
  .transform((user): ClerkMirror => {
    const { first_name, last_name, username, email_addresses: emails } = user
    const primary = emails.find((email) => email.id === user.primary_email_address_id) ?? emails[0]
    const name = [first_name, last_name].filter(Boolean).join(' ')
    return {
      id: user.id,
      email: primary?.email_address ?? `${user.id}@users.invalid`,
      displayName: (name || username || primary?.email_address.split('@')[0] || 'Somebody').slice(0, 80),
      imageUrl: user.image_url || null,
      createdAt: user.created_at,
      clerkUpdatedAt: user.updated_at,
    }
  })

export const organizationSchema = z
  .object({ id, name: text, slug: text.nullish(), image_url: text.nullish(), created_at: time, updated_at: time })
  .transform(
    (found): OrganizationMirror => ({
      id: found.id,
      name: found.name,
      slug: found.slug || null,
      imageUrl: found.image_url || null,
      createdAt: found.created_at,
      clerkUpdatedAt: found.updated_at,
    }),
  )

export const membershipSchema = z
  .object({
    id,
    role: text,
    permissions: z.array(text).nullish(),
    organization: z.object({ id }),
    public_user_data: z.object({ user_id: id }),
    created_at: time,
    updated_at: time,
  })
  .transform(
    (found): MembershipMirror => ({
      membershipId: found.id,
      organizationId: found.organization.id,
      userId: found.public_user_data.user_id,
      role: found.role,
      permissions: found.permissions ?? null,
      createdAt: found.created_at,
      clerkUpdatedAt: found.updated_at,
    }),
  )

export const sessionSchema = z.object({ id, user_id: id })
