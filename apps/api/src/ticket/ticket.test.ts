import { describeTickets } from './describe-tickets.ts'

// The same on PostgreSQL: ticket-postgres.test.ts.
describeTickets()
