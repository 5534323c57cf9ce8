import { foreignKey, index, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

// The organization is the first part of every key: a client may choose ids, and one that another organization has
// chosen before is still free here, so that nobody learns of it.

export const tickets = pgTable(
  'tickets',
  {
    organizationId: text('organization_id').notNull(),
    id: uuid().notNull().defaultRandom(),
    title: text().notNull(),
    body: text().notNull(),
    status: text({ enum: ['open', 'pending', 'closed'] }).notNull().default('open'),
    authorId: text('author_id').notNull(),
    assigneeId: text('assignee_id'),
    createdAt: time('created_at').notNull().defaultNow(),
    updatedAt: time('updated_at').notNull().defaultNow(),
    version: integer().notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    // Ascending, and read backwards: a descending one has its nulls elsewhere than `order by … desc`, and would not be used.
    index('tickets_newest').on(table.organizationId, table.createdAt, table.id),
  ],
)

export const comments = pgTable(
  'comments',
  {
    organizationId: text('organization_id').notNull(),
    id: uuid().notNull().defaultRandom(),
    ticketId: uuid('ticket_id').notNull(),
    authorId: text('author_id').notNull(),
    body: text().notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    foreignKey({ columns: [table.organizationId, table.ticketId], foreignColumns: [tickets.organizationId, tickets.id] }).onDelete('cascade'),
    index('comments_of_ticket').on(table.organizationId, table.ticketId, table.createdAt, table.id),
  ],
)
