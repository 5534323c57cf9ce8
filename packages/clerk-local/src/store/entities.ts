/** What the stand-in remembers. Times are Unix milliseconds; everything here survives JSON. */

export type Metadata = Record<string, unknown>

export interface EmailAddress {
  id: string
  address: string
  verified: boolean
  /** The code that was asked for to prove it, while it is open. */
  pending?: Verification | null
  createdAt: number
}

export interface User {
  id: string
  externalId: string | null
  username: string | null
  firstName: string | null
  lastName: string | null
  emails: EmailAddress[]
  primaryEmailId: string | null
  /** Plain text: a stand-in's passwords are printed on its own page and protect nothing. */
  password: string | null
  publicMetadata: Metadata
  privateMetadata: Metadata
  unsafeMetadata: Metadata
  banned: boolean
  locked: boolean
  lastSignInAt: number | null
  createdAt: number
  updatedAt: number
}

export interface Organization {
  id: string
  name: string
  slug: string
  publicMetadata: Metadata
  privateMetadata: Metadata
  createdAt: number
  updatedAt: number
}

export interface Membership {
  id: string
  organizationId: string
  userId: string
  role: string
  createdAt: number
  updatedAt: number
}

export type SessionStatus = 'active' | 'ended' | 'expired' | 'removed' | 'replaced' | 'revoked'

export interface Session {
  id: string
  clientId: string
  userId: string
  status: SessionStatus
  organizationId: string | null
  firstFactorAt: number
  refreshToken: string
  createdAt: number
  updatedAt: number
  lastActiveAt: number
}

/** One browser. */
export interface Client {
  id: string
  sessionIds: string[]
  signInId: string | null
  signUpId: string | null
  lastActiveSessionId: string | null
  /** How this browser last signed in, which the form shows; a ticket is nothing that a person chooses. */
  lastStrategy: Exclude<Strategy, 'ticket'> | null
  createdAt: number
  updatedAt: number
}

/** The ways to prove who one is that are served. */
export type Strategy = 'password' | 'email_code' | 'ticket'

/** How far the proof of an address or a factor has come; `null` before the code was asked for. */
export interface Verification {
  status: 'unverified' | 'verified'
  strategy: Strategy
  attempts: number
  expireAt: number
}

export interface SignIn {
  id: string
  status: 'needs_identifier' | 'needs_first_factor' | 'complete'
  identifier: string | null
  userId: string | null
  firstFactor: Verification | null
  createdSessionId: string | null
}

export interface SignUp {
  id: string
  status: 'missing_requirements' | 'complete'
  emailAddress: string | null
  password: string | null
  firstName: string | null
  lastName: string | null
  unsafeMetadata: Metadata
  email: Verification | null
  createdSessionId: string | null
  createdUserId: string | null
  createdAt: number
}

/** What a sign-in token of the Backend API stands for. */
export interface Ticket {
  userId: string
  expireAt: number
}

export interface Message {
  to: string
  kind: string
  code: string
  at: number
}
