import { accountlessApplicationRoutes } from '../backend-api/accountless-applications.ts'
import type { Route } from '../http/router.ts'
import { apiKeyRoutes } from './api-keys.ts'
import { clientRoutes } from './client.ts'
import { devToolRoutes } from './dev-tools.ts'
import { emailAddressRoutes } from './email-addresses.ts'
import { environmentRoutes } from './environment.ts'
import { handshakeRoutes } from './handshake.ts'
import { externalAccountRoutes } from './external-accounts.ts'
import { meRoutes } from './me.ts'
import { passwordRoutes } from './me-password.ts'
import { mySessionRoutes } from './me-sessions.ts'
import { phoneNumberRoutes } from './phone-numbers.ts'
import { portalRoutes } from './portal.ts'
import { myOrganizationRoutes } from './my-organizations.ts'
import { idpAuthorizeRoutes } from './idp-authorize.ts'
import { idpTokenRoutes } from './idp-tokens.ts'
import { organizationDomainRoutes } from './organization-domains.ts'
import { organizationInvitationRoutes } from './organization-invitations.ts'
import { organizationMembershipRoutes } from './organization-memberships.ts'
import { organizationRequestRoutes } from './organization-requests.ts'
import { organizationRoutes } from './organizations.ts'
import { passkeyRoutes } from './passkeys.ts'
import { guarded } from './reverification-guard.ts'
import { reverificationRoutes } from './reverification.ts'
import { oauthRoutes } from './oauth.ts'
import { sessionRoutes } from './sessions.ts'
import { verifyRoutes } from './sign-ins-verify.ts'
import { signInRoutes } from './sign-ins.ts'
import { signUpRoutes } from './sign-ups.ts'
import { ticketRoutes } from './tickets.ts'
import { totpRoutes } from './totp.ts'
import { waitlistRoutes } from './waitlist.ts'

/** What browsers call, directly or through the app's proxy. */
export const frontendRoutes: readonly Route[] = [
  // Before those of the providers that are played here, whose names come right after /oauth/, too.
  ...idpAuthorizeRoutes,
  ...idpTokenRoutes,
  ...environmentRoutes,
  ...handshakeRoutes,
  ...clientRoutes,
  ...sessionRoutes,
  ...reverificationRoutes,
  ...signInRoutes,
  ...verifyRoutes,
  ...signUpRoutes,
  ...oauthRoutes,
  ...portalRoutes,
  ...ticketRoutes,
  ...waitlistRoutes,
  ...apiKeyRoutes,
  ...devToolRoutes,
  ...accountlessApplicationRoutes,
  ...meRoutes,
  ...myOrganizationRoutes,
  ...organizationRoutes,
  ...organizationMembershipRoutes,
  ...organizationInvitationRoutes,
  ...organizationDomainRoutes,
  ...organizationRequestRoutes,
  ...mySessionRoutes,
  ...passwordRoutes,
  ...emailAddressRoutes,
  ...phoneNumberRoutes,
  ...externalAccountRoutes,
  ...passkeyRoutes,
  ...totpRoutes,
].map(guarded)
