import type { SettingsChange } from '../instance/settings.ts'
import type { Client, DevBrowser } from './rows/client.ts'
import type { AgentTask, Domain, EnterpriseConnection, RedirectUrl } from './rows/configuration.ts'
import type { EmailLink } from './rows/email-link.ts'
import type { Invitation, ListedIdentifier, WaitlistEntry } from './rows/invitation.ts'
import type { JwtTemplate } from './rows/jwt-template.ts'
import type { ApiKey, M2MToken, Machine } from './rows/machine.ts'
import type { Message } from './rows/message.ts'
import type { OAuthApplication, OAuthGrant } from './rows/oauth-application.ts'
import type { OAuthState } from './rows/oauth-state.ts'
import type { Membership, MembershipRequest, Organization, OrganizationDomain, OrganizationInvitation, OrganizationSuggestion } from './rows/organization.ts'
import type { Session } from './rows/session.ts'
import type { SignIn } from './rows/sign-in.ts'
import type { SignUp } from './rows/sign-up.ts'
import type { HandshakeNonce, Ticket } from './rows/ticket.ts'
import type { User } from './rows/user.ts'
import { isClaimed, valueOf } from './identifications.ts'
import type { WebhookDelivery, WebhookEndpoint } from './rows/webhook.ts'
import { Table, type Change, type Row } from './table.ts'

/** Everything that is remembered. */
export type Store = ReturnType<typeof createStore>

/** What was changed in the settings since the start, as a row, so that the journal keeps it like everything else. */
export interface KeptSettings extends Row {
  readonly id: 'settings'
  readonly change: SettingsChange
}

/** The empty tables of one instance; `changed` is told of every change, in order. */
export function createStore(changed: (change: Change) => void) {
  return {
    settings: new Table<KeptSettings>('settings', changed, {}),
    users: new Table<User, 'identifier' | 'noted' | 'identification' | 'externalId' | 'externalAccount' | 'passkey' | 'image'>('users', changed, {
      identifier: identifiersOf,
      noted: ({ emails, phones }) => [...emails, ...phones].filter((each) => !isClaimed(each)).map(valueOf),
      identification: ({ emails, phones }) => [...emails, ...phones].map(({ id }) => id),
      externalId: ({ externalId }) => (externalId === null ? [] : [externalId]),
      externalAccount: ({ externalAccounts }) => externalAccounts.map(({ provider, providerUserId }) => `${provider}:${providerUserId}`),
      passkey: ({ passkeys }) => passkeys.flatMap(({ credentialId }) => (credentialId === '' ? [] : [credentialId])),
      image: imageOf,
    }),
    organizations: new Table<Organization, 'slug' | 'creator' | 'image'>('organizations', changed, {
      slug: ({ slug }) => [slug],
      creator: ({ createdBy }) => (createdBy === null ? [] : [createdBy]),
      image: imageOf,
    }),
    memberships: new Table<Membership, 'user' | 'organization' | 'both' | 'role'>('memberships', changed, {
      user: ({ userId }) => [userId],
      organization: ({ organizationId }) => [organizationId],
      both: ({ userId, organizationId }) => [`${userId} ${organizationId}`],
      role: ({ role }) => [role],
    }),
    organizationInvitations: new Table<OrganizationInvitation, 'organization' | 'pending' | 'email' | 'ticket'>('organizationInvitations', changed, {
      organization: ({ organizationId }) => [organizationId],
      pending: ({ organizationId, status }) => (status === 'pending' ? [organizationId] : []),
      email: ({ emailAddress }) => [emailAddress],
      ticket: ({ ticket }) => [ticket],
    }),
    organizationDomains: new Table<OrganizationDomain, 'organization' | 'name'>('organizationDomains', changed, {
      organization: ({ organizationId }) => [organizationId],
      name: ({ name }) => [name],
    }),
    organizationSuggestions: new Table<OrganizationSuggestion, 'organization' | 'user'>('organizationSuggestions', changed, {
      organization: ({ organizationId }) => [organizationId],
      user: ({ userId }) => [userId],
    }),
    membershipRequests: new Table<MembershipRequest, 'organization' | 'user'>('membershipRequests', changed, {
      organization: ({ organizationId }) => [organizationId],
      user: ({ userId }) => [userId],
    }),
    sessions: new Table<Session, 'user'>('sessions', changed, { user: ({ userId }) => [userId] }),
    clients: new Table<Client>('clients', changed, {}),
    signIns: new Table<SignIn>('signIns', changed, {}),
    signUps: new Table<SignUp>('signUps', changed, {}),
    devBrowsers: new Table<DevBrowser, 'client'>('devBrowsers', changed, { client: ({ clientId }) => (clientId === null ? [] : [clientId]) }),
    nonces: new Table<HandshakeNonce>('nonces', changed, {}),
    jwtTemplates: new Table<JwtTemplate, 'name'>('jwtTemplates', changed, { name: ({ name }) => [name] }),
    tickets: new Table<Ticket, 'token'>('tickets', changed, { token: ({ token }) => [token] }),
    invitations: new Table<Invitation, 'email' | 'ticket'>('invitations', changed, { email: ({ emailAddress }) => [emailAddress], ticket: ({ ticket }) => [ticket] }),
    waitlistEntries: new Table<WaitlistEntry, 'email'>('waitlistEntries', changed, { email: ({ emailAddress }) => [emailAddress] }),
    allowlist: new Table<ListedIdentifier, 'identifier'>('allowlist', changed, { identifier: ({ identifier }) => [identifier] }),
    blocklist: new Table<ListedIdentifier, 'identifier'>('blocklist', changed, { identifier: ({ identifier }) => [identifier] }),
    apiKeys: new Table<ApiKey, 'subject' | 'secret'>('apiKeys', changed, { subject: ({ subject }) => [subject], secret: ({ secret }) => [secret] }),
    machines: new Table<Machine, 'secret'>('machines', changed, {
      secret: ({ secretKey, previousSecretKey }) => [secretKey, ...(previousSecretKey ? [previousSecretKey.secret] : [])],
    }),
    m2mTokens: new Table<M2MToken, 'subject' | 'token'>('m2mTokens', changed, { subject: ({ subject }) => [subject], token: ({ token }) => [token] }),
    oauthApplications: new Table<OAuthApplication, 'client'>('oauthApplications', changed, { client: ({ clientId }) => [clientId] }),
    oauthGrants: new Table<OAuthGrant, 'secret' | 'application'>('oauthGrants', changed, {
      secret: ({ code, accessToken, refreshToken }) => [code, accessToken, refreshToken].filter((each) => each !== null),
      application: ({ applicationId }) => [applicationId],
    }),
    redirectUrls: new Table<RedirectUrl>('redirectUrls', changed, {}),
    domains: new Table<Domain>('domains', changed, {}),
    enterpriseConnections: new Table<EnterpriseConnection>('enterpriseConnections', changed, {}),
    agentTasks: new Table<AgentTask>('agentTasks', changed, {}),
    oauthStates: new Table<OAuthState>('oauthStates', changed, {}),
    messages: new Table<Message, 'idempotency'>('messages', changed, { idempotency: ({ content }) => (content?.idempotencyKey ? [content.idempotencyKey] : []) }),
    emailLinks: new Table<EmailLink>('emailLinks', changed, {}),
    webhookEndpoints: new Table<WebhookEndpoint>('webhookEndpoints', changed, {}),
    webhookDeliveries: new Table<WebhookDelivery>('webhookDeliveries', changed, {}),
  }
}

/** Empties a store in place, so that everybody who holds it sees it empty. */
export function clear(store: Store): void {
  for (const table of tablesOf(store)) table.clear()
}

/** The tables by name, as the journal addresses them. */
export function tableNamed(store: Store, name: string): Table<Row> | undefined {
  return (store as unknown as Record<string, Table<Row>>)[name] // every part of a store is a table; its row's form is what was written
}

const tablesOf = (store: Store) => Object.values(store) as unknown as Table<Row>[] // each part is a table of some row

const imageOf = ({ imageId }: User | Organization): string[] => (imageId === null ? [] : [imageId])

/** What names a user when they sign in, of which there is no second one. */
function identifiersOf({ emails, phones, username }: User): string[] {
  return [...[...emails, ...phones].filter(isClaimed).map(valueOf), ...(username === null ? [] : [username.toLowerCase()])]
}
