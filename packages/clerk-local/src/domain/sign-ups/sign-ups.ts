import { ApiError, notFound } from '../../http/api-error.ts'
import { newId } from '../../store/ids.ts'
import type { Client } from '../../store/rows/client.ts'
import { isLastStrategy } from '../../store/rows/client.ts'
import type { Session } from '../../store/rows/session.ts'
import type { SignUp } from '../../store/rows/sign-up.ts'
import type { EmailAddress, PhoneNumber, User } from '../../store/rows/user.ts'
import type { Verification } from '../../store/rows/verification.ts'
import type { World } from '../../world.ts'
import { acceptInvitation, invitationByTicket } from './invitations.ts'
import { enrollUser } from '../organizations/organization-enrollment.ts'
import { acceptOrganizationInvitation, invitationOfTicket } from '../organizations/organization-invitations.ts'
import { startSession } from '../sessions/sessions.ts'
import { missingFields, unverifiedFields } from './sign-up-requirements.ts'
import { checkAdmission } from './sign-ups-admission.ts'
import { createUser } from '../users/users.ts'

const DAY_MS = 86_400_000

/** Opens a sign-up and makes it the browser's current one. */
export function startSignUp(world: World, client: Client): SignUp {
  const signUp = world.store.signUps.insert({
    id: newId('sua'),
    clientId: client.id,
    status: 'missing_requirements',
    emailAddress: null,
    phoneNumber: null,
    username: null,
    password: null,
    firstName: null,
    lastName: null,
    unsafeMetadata: {},
    publicMetadata: {},
    email: null,
    phone: null,
    externalAccount: null,
    external: null,
    legalAcceptedAt: null,
    locale: null,
    ticket: null,
    createdSessionId: null,
    createdUserId: null,
    createdAt: world.clock.now(),
  })
  world.store.clients.update(client, { signUpId: signUp.id })
  return signUp
}

/** A sign-up of this browser; another's is not found. */
export function signUpOf(world: World, client: Client | undefined, id: string): SignUp {
  const signUp = world.store.signUps.get(id)
  if (!client || signUp?.clientId !== client.id) throw notFound('Sign-up')
  return signUp
}

/** When nobody can go on with it any more. */
export const abandonAt = ({ createdAt }: SignUp): number => createdAt + DAY_MS

/** Refuses to go on with a sign-up that is complete or was left for a day. */
export function requireOpen(world: World, signUp: SignUp): void {
  if (signUp.status === 'complete') throw new ApiError(422, 'sign_up_already_complete', 'This sign-up is complete.')
  if (world.clock.now() > abandonAt(signUp)) throw new ApiError(422, 'sign_up_abandoned', 'This sign-up was abandoned. Start again.')
}

/** Creates the user, and signs them in, as soon as nothing is missing and nothing unproven. */
export function settle(world: World, signUp: SignUp, client: Client): void {
  if (signUp.status === 'complete' || missingFields(world, signUp).length > 0 || unverifiedFields(world, signUp).length > 0) return
  checkAdmission(world, signUp)
  const user = userOf(world, signUp)
  const organization = accept(world, signUp, user)
  enrollUser(world, user)
  const session = startSession(world, client, user, organization)
  world.store.signUps.update(signUp, { status: 'complete', createdUserId: user.id, createdSessionId: session.id, password: null })
  const last = signUp.external ?? signUp.email ?? signUp.phone
  const strategy = last?.strategy ?? 'password'
  world.store.clients.update(client, { signUpId: null, lastStrategy: isLastStrategy(strategy) ? strategy : null })
}

function userOf(world: World, signUp: SignUp): User {
  const now = world.clock.now()
  const { externalAccount, username, password, firstName, lastName, unsafeMetadata, publicMetadata, legalAcceptedAt, locale, externalId = null } = signUp
  const linkedTo = externalAccount && externalAccount.emailAddress === signUp.emailAddress ? [{ type: `oauth_${externalAccount.provider}`, id: externalAccount.identificationId }] : []
  const email: EmailAddress[] = signUp.emailAddress === null ? [] : [{ id: newId('idn'), address: signUp.emailAddress, ...standing(signUp.email), linkedTo, createdAt: now }]
  const phone: PhoneNumber[] =
    signUp.phoneNumber === null ? [] : [{ id: newId('idn'), number: signUp.phoneNumber, ...standing(signUp.phone), reservedForSecondFactor: false, defaultSecondFactor: false, linkedTo: [], createdAt: now }]
  return createUser(world, {
    emails: email,
    primaryEmailId: email[0]?.id ?? null,
    phones: phone,
    primaryPhoneId: phone[0]?.id ?? null,
    externalId,
    username,
    password,
    // The form sends names that were left empty.
    firstName: firstName || null,
    lastName: lastName || null,
    unsafeMetadata,
    publicMetadata,
    legalAcceptedAt,
    locale,
    externalAccounts: externalAccount ? [externalAccount] : [],
  })
}

/** Proven; or reserved, where the instance asks for no proof. */
function standing(verification: Verification | null) {
  const verified = verification?.status === 'verified'
  return { verified, reserved: !verified, verification }
}

/** Uses up the invitation that let this sign-up in; what the session then starts with. */
function accept(world: World, { ticket }: SignUp, user: User): Partial<Session> {
  if (ticket === null) return {}
  if (invitationOfTicket(world, ticket)) return { organizationId: acceptOrganizationInvitation(world, ticket, user).organizationId }
  acceptInvitation(world, invitationByTicket(world, ticket))
  return {}
}
