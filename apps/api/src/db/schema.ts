import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'

// Milliseconds, as JavaScript has them: what is read can be compared with what was stored.
const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/** Mirrors Clerk's users, with what the product itself knows of them. */
export const users = pgTable('users', {
  /** Clerk's user id. */
  id: text().primaryKey(),
  email: text().notNull(),
  imageUrl: text('image_url'),
  displayName: text('display_name').notNull(),
  bio: text().notNull().default(''),
  timeZone: text('time_zone').notNull().default('UTC'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  /** Grows with every change of the row; a time would be the same for two changes of one millisecond. */
  version: integer().notNull().default(1),
  /** When Clerk last changed what is mirrored: an older message changes nothing. */
  clerkUpdatedAt: time('clerk_updated_at').notNull().default(new Date(0)),
  /** A tombstone: whatever Clerk's late messages say, this user does not come back. */
  deletedAt: time('deleted_at'),
})

/** Mirrors Clerk's organizations. */
export const organizations = pgTable('organizations', {
  /** Clerk's organization id. */
  id: text().primaryKey(),
  name: text().notNull(),
  slug: text(),
  imageUrl: text('image_url'),
  createdAt: time('created_at').notNull(),
  clerkUpdatedAt: time('clerk_updated_at').notNull(),
  deletedAt: time('deleted_at'),
})

/**
 * Mirrors Clerk's memberships. No foreign keys: of a membership, its user and its organization, any may be heard of first.
 */
export const memberships = pgTable(
  'memberships',
  {
    organizationId: text('organization_id').notNull(),
    userId: text('user_id').notNull(),
    /** Clerk's id of the membership: another one each time that somebody joins. */
    membershipId: text('membership_id').notNull(),
    role: text().notNull(),
    /** `null` where Clerk has not said which. */
    permissions: text().array(),
    createdAt: time('created_at').notNull(),
    clerkUpdatedAt: time('clerk_updated_at').notNull(),
    deletedAt: time('deleted_at'),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.userId] }), index('memberships_user').on(table.userId)],
)

/** Clerk's messages that were applied, so that each is applied once. */
export const webhookMessages = pgTable(
  'webhook_messages',
  {
    /** `svix-id`. */
    id: text().primaryKey(),
    type: text().notNull(),
    receivedAt: time('received_at').notNull().defaultNow(),
  },
  (table) => [index('webhook_messages_received').on(table.receivedAt)],
)

/** Clerk's messages that were signed and not understood: for somebody to look at. */
export const parkedMessages = pgTable('parked_messages', {
  id: text().primaryKey(),
  type: text().notNull(),
  /** JSON, and no `jsonb`, which does not take all of it. */
  body: text().notNull(),
  reason: text().notNull(),
  parkedAt: time('parked_at').notNull().defaultNow(),
})

/** The outbox: what happened, written with the rows that it happened to. Ids in the order of commits; see events/. */
export const events = pgTable(
  'events',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** What kind of thing it happened to, such as `ticket`. */
    topic: text().notNull(),
    /** Whom it is for: an organization's id, or a user's. */
    scope: text().notNull(),
    /** Ids, no rows. */
    data: jsonb().$type<Readonly<Record<string, string | number | null>>>().notNull(),
    at: time('at').notNull().defaultNow(),
  },
  (table) => [index('events_topic_scope').on(table.topic, table.scope, table.id)],
)

/** The audit. Append-only: nothing updates or deletes a row. */
export const activity = pgTable(
  'activity',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    organizationId: text('organization_id').notNull(),
    actorId: text('actor_id').notNull(),
    action: text().notNull(),
    subjectId: text('subject_id'),
    denied: boolean().notNull().default(false),
    detail: jsonb().$type<Readonly<Record<string, string | null>>>().notNull(),
    at: time('at').notNull().defaultNow(),
  },
  (table) => [index('activity_organization').on(table.organizationId, table.id), index('activity_subject').on(table.organizationId, table.subjectId, table.id)],
)
