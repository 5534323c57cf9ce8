import { endSession, isOpen, sessionById } from '../../domain/sessions/sessions.ts'
import { text, type Call } from '../../http/call.ts'
import type { Route } from '../../http/router.ts'
import { action, id } from './actions.ts'
import { sentSettings } from './settings.ts'

/** Where the row stood; a session is on two pages. */
const toList = (call: Call) => /^\/(?:sessions|users\/\w+)$/.exec(text(call, 'back') ?? '')?.[0] ?? '/sessions'

/** What the pages about sessions and settings do. */
export const instanceActions: readonly Route[] = [
  action('/sessions/revoke-all', () => '/sessions', ({ world }) => {
    for (const session of world.store.sessions.values()) if (isOpen(session)) endSession(world, session, 'revoked')
    return 'Revoked.'
  }),
  action('/sessions/:id/revoke', toList, (call) => (endSession(call.world, sessionById(call.world, id(call)), 'revoked'), 'Revoked.')),
  action('/settings', () => '/settings', (call) => (call.world.changeSettings(sentSettings(call)), 'Saved. An open page of the app has to be reloaded.')),
]
