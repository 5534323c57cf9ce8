import { describe } from 'vitest'
import { describeCraftedInputs } from './describe-crafted-inputs.ts'
import { describeTickets } from './describe-tickets.ts'

// The same on PostgreSQL: ticket-postgres.test.ts.
describeTickets()
describe('what is crafted', () => {
  describeCraftedInputs()
})
