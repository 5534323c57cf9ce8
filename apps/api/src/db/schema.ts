import { integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

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
})
