import type { Route } from '../http/router.ts'
import { apiKeyRoutes } from './api-keys.ts'
import { invitationRoutes } from './invitations.ts'
import { m2mTokenRoutes } from './m2m-tokens.ts'
import { machineRoutes } from './machines.ts'
import { restrictionRoutes } from './restrictions.ts'
import { waitlistEntryRoutes } from './waitlist-entries.ts'

/** Everything of the instance that is no user, session or organization. */
export const configurationRoutes: readonly Route[] = [...invitationRoutes, ...restrictionRoutes, ...waitlistEntryRoutes, ...apiKeyRoutes, ...machineRoutes, ...m2mTokenRoutes]
