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
  { title: 'Laptop battery lasts for twenty minutes', body: 'It was two hours last month. Serial number is on the sticker.', status: 'open', author: 0, assignee: 2, hoursAgo: 151, comments: [{ author: 2, body: 'A new one is ordered. Bring the laptop on Thursday.' }] },
  { title: 'Two people have the same phone extension', body: '4711 rings in accounting and in the kitchen.', status: 'pending', author: 1, assignee: 0, hoursAgo: 160, comments: [] },
  { title: 'Newsletter goes to customers who have left it', body: 'At least three have complained since Friday.', status: 'open', author: 2, assignee: 1, hoursAgo: 171, comments: [{ author: 1, body: 'Stopped the next one. The list is from before the move.' }, { author: 0, body: 'I will write to the three.' }] },
  { title: 'Projector shows everything in green', body: 'Another cable makes it pink.', status: 'closed', author: 0, assignee: 2, hoursAgo: 190, comments: [{ author: 2, body: 'A pin was bent. Both cables are replaced.' }] },
  { title: 'VAT is rounded the wrong way on invoices', body: 'By one cent, on about every fifth.', status: 'pending', author: 1, assignee: 2, hoursAgo: 215, comments: [] },
  { title: 'Door code for the new hire', body: 'Second floor, from the first of the month.', status: 'closed', author: 2, assignee: 0, hoursAgo: 238, comments: [{ author: 0, body: 'Sent by post, as the code must not go by mail.' }] },
  { title: 'Website says that we are closed on Tuesdays', body: 'We are not.', status: 'closed', author: 0, assignee: 1, hoursAgo: 262, comments: [] },
  { title: 'Scanner sends every page twice', body: 'Only when it is set to duplex, and only to the shared folder.', status: 'open', author: 1, assignee: null, hoursAgo: 290, comments: [] },
  { title: 'Shared calendar lost last week', body: 'Everything from Monday to Friday. The weekend is there.', status: 'closed', author: 2, assignee: 1, hoursAgo: 311, comments: [{ author: 1, body: 'Back, from Sunday’s backup.' }, { author: 2, body: 'All there. Thank you.' }] },
  { title: 'Monitor flickers when the lift moves', body: 'Really. We have counted.', status: 'pending', author: 0, assignee: 2, hoursAgo: 340, comments: [{ author: 2, body: 'The electrician comes on the 12th.' }] },
  { title: 'Old supplier still gets our orders by mail', body: 'Their contract ended in March.', status: 'closed', author: 1, assignee: 0, hoursAgo: 372, comments: [] },
  { title: 'Password rules refuse an umlaut', body: 'The page says that it is no letter.', status: 'closed', author: 2, assignee: 2, hoursAgo: 401, comments: [{ author: 2, body: 'Fixed with the last release.' }] },
  { title: 'Coffee machine asks for an update', body: 'It will not brew until somebody agrees to terms.', status: 'closed', author: 0, assignee: 1, hoursAgo: 433, comments: [{ author: 1, body: 'Agreed to the terms. They are long.' }] },
  { title: 'Chat bot answers in Latin', body: 'A customer has sent a screenshot. It is quite good Latin.', status: 'closed', author: 1, assignee: 0, hoursAgo: 470, comments: [] },
  { title: 'Backup takes longer than the night', body: 'It is still running when the first of us come in.', status: 'pending', author: 2, assignee: 0, hoursAgo: 512, comments: [{ author: 0, body: 'Half of it are videos of the summer party. Asking whether we need all of them.' }] },
  { title: 'Badge does not open the garage', body: 'It does open everything else.', status: 'closed', author: 0, assignee: 2, hoursAgo: 560, comments: [] },
  { title: 'Customer cannot pay from Iceland', body: 'The form wants a postcode of five digits. They have three.', status: 'closed', author: 1, assignee: 1, hoursAgo: 610, comments: [{ author: 1, body: 'Postcodes are text now.' }] },
]
