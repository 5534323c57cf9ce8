import { inviteFromWaitlist, joinWaitlist, rejectFromWaitlist, waitlistEntryById } from '../domain/sign-ups/waitlist-entries.ts'
import { checkEmail } from '../domain/users/users.ts'
import { ApiError } from '../http/api-error.ts'
import { each, type Call } from '../http/call.ts'
import { get, post, remove, type Route } from '../http/router.ts'
import { waitlistEntryJson } from '../serialize/invitation.ts'
import type { WaitlistEntry } from '../store/rows/invitation.ts'
import { flag, matches, required } from './fields.ts'
import { ordered, type Orders } from './order.ts'
import { pageOf } from './page.ts'

const ORDERS: Orders<WaitlistEntry> = { created_at: ({ createdAt }) => createdAt, invited_at: ({ invitedAt }) => invitedAt, email_address: ({ emailAddress }) => emailAddress }

export const waitlistEntryRoutes: Route[] = [
  get('/v1/waitlist_entries', (call) => {
    const status = call.query.get('status')
    const found = [...call.world.store.waitlistEntries.values()].filter((entry) => (!status || entry.status === status) && matches(call, entry.emailAddress, entry.id))
    return { json: pageOf(ordered(found, call.query, ORDERS), call.query, (entry) => waitlistEntryJson(call.world, entry)) }
  }),
  post('/v1/waitlist_entries', (call) => shown(call, join(call))),
  post('/v1/waitlist_entries/bulk', (call) => {
    const calls = each(call)
    for (const one of calls) checkEmail(required(one, 'email_address')) // before the first is on it
    return { json: calls.map((one) => waitlistEntryJson(call.world, join(one))) }
  }),
  post('/v1/waitlist_entries/:id/invite', (call) => shown(call, inviteFromWaitlist(call.world, entryOf(call), { ignoreExisting: flag(call, 'ignore_existing') }))),
  post('/v1/waitlist_entries/:id/reject', (call) => shown(call, rejectFromWaitlist(call.world, entryOf(call)))),
  remove('/v1/waitlist_entries/:id', (call) => {
    const { id, status } = entryOf(call)
    if (status !== 'pending') throw new ApiError(400, 'waitlist_entry_not_pending', 'Only pending waitlist entries can be deleted.')
    call.world.store.waitlistEntries.remove(id)
    return { json: { object: 'waitlist_entry', id, deleted: true } }
  }),
]

const join = (call: Call) => joinWaitlist(call.world, required(call, 'email_address'), { notify: flag(call, 'notify') })
const entryOf = (call: Call) => waitlistEntryById(call.world, call.params['id'] ?? '')
const shown = (call: Call, entry: WaitlistEntry) => ({ json: waitlistEntryJson(call.world, entry) })
