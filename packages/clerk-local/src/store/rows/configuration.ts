import type { Metadata } from './metadata.ts'

/** A page to which a native app may be sent back. */
export interface RedirectUrl {
  readonly id: string
  readonly url: string
  readonly createdAt: number
  readonly updatedAt: number
}

/** A further domain of the application; the first is the instance's own and no row. */
export interface Domain {
  readonly id: string
  readonly name: string
  readonly satellite: boolean
  readonly proxyUrl: string | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** An enterprise's identity provider. Only kept: nobody signs in through it here. */
export interface EnterpriseConnection {
  readonly id: string
  readonly name: string
  /** Such as `saml_okta` or `oidc_custom`. */
  readonly provider: string
  readonly domains: readonly string[]
  readonly organizationId: string | null
  readonly active: boolean
  /** Everything else as it was sent, in snake case. */
  readonly fields: Metadata
  readonly createdAt: number
  readonly updatedAt: number
}

/** A link that starts a session for an agent that acts for a user. */
export interface AgentTask {
  readonly id: string
  readonly agentId: string
  /** The sign-in ticket behind the link. */
  readonly ticketId: string
  readonly createdAt: number
}
