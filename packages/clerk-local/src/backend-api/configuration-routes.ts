import type { Route } from '../http/router.ts'
import { accountlessApplicationRoutes } from './accountless-applications.ts'
import { agentTaskRoutes } from './agent-tasks.ts'
import { apiKeyRoutes } from './api-keys.ts'
import { domainRoutes } from './domains.ts'
import { emailRoutes } from './emails.ts'
import { enterpriseConnectionRoutes } from './enterprise-connections.ts'
import { instanceRoutes } from './instance.ts'
import { invitationRoutes } from './invitations.ts'
import { m2mTokenRoutes } from './m2m-tokens.ts'
import { machineRoutes } from './machines.ts'
import { oauthApplicationRoutes } from './oauth-applications.ts'
import { redirectUrlRoutes } from './redirect-urls.ts'
import { restrictionRoutes } from './restrictions.ts'
import { signUpRoutes } from './sign-ups.ts'
import { svixRoutes } from './svix.ts'
import { waitlistEntryRoutes } from './waitlist-entries.ts'

/** Everything of the instance that is no user, session or organization. */
export const configurationRoutes: readonly Route[] = [
  ...instanceRoutes,
  ...domainRoutes,
  ...redirectUrlRoutes,
  ...invitationRoutes,
  ...restrictionRoutes,
  ...waitlistEntryRoutes,
  ...apiKeyRoutes,
  ...machineRoutes,
  ...m2mTokenRoutes,
  ...oauthApplicationRoutes,
  ...enterpriseConnectionRoutes,
  ...signUpRoutes,
  ...emailRoutes,
  ...agentTaskRoutes,
  ...accountlessApplicationRoutes,
  ...svixRoutes,
]
