import type { Route } from '../http/router.ts'
import { invitationRoutes } from './invitations.ts'
import { restrictionRoutes } from './restrictions.ts'
import { waitlistEntryRoutes } from './waitlist-entries.ts'

/** Everything of the instance that is no user, session or organization. */
export const configurationRoutes: readonly Route[] = [...invitationRoutes, ...restrictionRoutes, ...waitlistEntryRoutes]
