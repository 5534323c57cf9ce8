import type { TicketStatus } from '@throughline/api'

/** Whose: counted among the members of the organization, around and around. */
type MemberNumber = number

export interface TicketSample {
  readonly title: string
  readonly body: string
  readonly status: TicketStatus
  readonly author: MemberNumber
  readonly assignee: MemberNumber | null
  readonly hoursAgo: number
  readonly comments: readonly { readonly author: MemberNumber; readonly body: string }[]
}

export const TICKET_SAMPLES: readonly TicketSample[] = [
  {
    title: 'Printer on the third floor is on fire',
    body: 'Smoke comes out of the paper tray, and it smells of burnt toner. I have pulled the plug.',
    status: 'open',
    author: 2,
    assignee: 1,
    hoursAgo: 1,
    comments: [
      { author: 1, body: 'On my way with the extinguisher. Please keep the door shut.' },
      { author: 2, body: 'Door is shut. It has stopped smoking, more or less.' },
    ],
  },
  {
    title: 'Invoice 2041 shows the wrong currency',
    body: 'The customer pays in euros, and the PDF says pounds. The amount is right.',
    status: 'pending',
    author: 0,
    assignee: 1,
    hoursAgo: 5,
    comments: [{ author: 1, body: 'The account was made before we asked for a currency. Waiting for finance to say which others there are.' }],
  },
  { title: 'Cannot sign in from the new office', body: 'It works at home. At the office the page stays white.', status: 'open', author: 2, assignee: null, hoursAgo: 9, comments: [] },
  { title: 'Export of last year’s orders stops at 10,000 rows', body: 'There should be 14,212. No error is shown.', status: 'open', author: 1, assignee: 0, hoursAgo: 26, comments: [] },
  { title: 'Search does not find “Zürich”', body: 'It finds “Zurich”, which nobody here types.', status: 'pending', author: 2, assignee: 0, hoursAgo: 50, comments: [{ author: 0, body: 'Reproduced. The index folds the letter, the query does not.' }] },
  { title: 'Please add Katherine to the rota', body: 'She starts on Monday.', status: 'closed', author: 0, assignee: 1, hoursAgo: 73, comments: [{ author: 1, body: 'Done.' }] },
  { title: 'Keyboard of the meeting room speaks French', body: 'Nobody knows since when.', status: 'closed', author: 1, assignee: 2, hoursAgo: 140, comments: [] },
]
