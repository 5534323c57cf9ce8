import type { Route } from '../http/router.ts'
import { actorTokenRoutes } from './actor-tokens.ts'
import { clientRoutes } from './clients.ts'
import { configurationRoutes } from './configuration-routes.ts'
import { identificationRoutes } from './identifications.ts'
import { jwtTemplateRoutes } from './jwt-templates.ts'
import { organizationDomainRoutes } from './organization-domains.ts'
import { organizationInvitationRoutes } from './organization-invitations.ts'
import { organizationMembershipRoutes } from './organization-memberships.ts'
import { organizationRoleRoutes } from './organization-roles.ts'
import { organizationRoutes } from './organizations.ts'
import { roleSetRoutes } from './role-sets.ts'
import { sessionRoutes } from './sessions.ts'
import { signInTokenRoutes } from './sign-in-tokens.ts'
import { tokenRoutes } from './tokens.ts'
import { userBarringRoutes } from './user-barring.ts'
import { userCredentialRoutes } from './user-credentials.ts'
import { userRoutes } from './users.ts'

/** What servers call with the secret key. */
export const backendRoutes: readonly Route[] = [
  ...tokenRoutes,
  ...userBarringRoutes,
  ...userRoutes,
  ...userCredentialRoutes,
  ...identificationRoutes,
  ...sessionRoutes,
  ...clientRoutes,
  ...signInTokenRoutes,
  ...actorTokenRoutes,
  ...jwtTemplateRoutes,
  ...organizationRoutes,
  ...organizationMembershipRoutes,
  ...organizationInvitationRoutes,
  ...organizationDomainRoutes,
  ...organizationRoleRoutes,
  ...roleSetRoutes,
  ...configurationRoutes,
]
