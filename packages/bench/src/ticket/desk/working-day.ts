import type { DeskCall } from './desk-call.ts'
import type { DeskUser } from './desk-user.ts'
import { pick, pickWeighted } from './pick.ts'
import type { Organization } from './population.ts'
import { getForeign, getTicket, listActivity, listComments, listMembers, listTickets, showOrganization, showProfile } from './reads.ts'
import { addComment, assignTicket, createTicket, setStatus, updateTicket } from './writes.ts'

type Habit = (desk: DeskUser, everybody: readonly DeskUser[]) => DeskCall | null

// Seven calls in ten read, most of them lists; members leave out what only agents may do.
const HABITS: readonly (readonly [weight: number, habit: Habit])[] = [
  [30, (desk, everybody) => listTickets(desk, organizationsOf(everybody).filter((each) => each !== desk.person.organization))],
  [15, getTicket],
  [8, listComments],
  [7, listActivity],
  [3, listMembers],
  [2, showOrganization],
  [3, showProfile],
  [2, (desk, everybody) => getForeign(pick(everybody.filter(({ person }) => person.organization !== desk.person.organization)))],
  [10, createTicket],
  [13, addComment],
  [7, setStatus],
  [4, assignTicket],
  [5, updateTicket],
]

/** What somebody does next, of what their role allows and their screen offers. */
export function nextCall(desk: DeskUser, everybody: readonly DeskUser[]): DeskCall {
  for (;;) {
    const call = pickWeighted(HABITS)(desk, everybody)
    if (call) return call
  }
}

const organizationsOf = (everybody: readonly DeskUser[]): Organization[] => [...new Set(everybody.map(({ person }) => person.organization))]
