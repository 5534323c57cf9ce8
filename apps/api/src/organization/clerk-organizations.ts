import { Inject, Injectable, Logger } from '@nestjs/common'
import { CLERK_CLIENT, type ClerkClient, type LoadClerkClient } from '@throughline/nest'
import { within } from '../within.ts'
import { OrganizationSourceUnavailableError } from './organization.errors.ts'
import type { MembershipMirror } from './membership.repository.ts'
import type { OrganizationMirror } from './organization.repository.ts'

const TIMEOUT_MS = 2_000

type ClerkOrganization = Awaited<ReturnType<ClerkClient['organizations']['getOrganization']>>
type ClerkMembership = Awaited<ReturnType<ClerkClient['organizations']['getOrganizationMembershipList']>>['data'][number]

/** The only place that asks Clerk about organizations: for what has never been seen before, once. */
@Injectable()
export class ClerkOrganizations {
  private readonly logger = new Logger('Clerk')

  constructor(@Inject(CLERK_CLIENT) private readonly clerk: LoadClerkClient) {}

  /**
   * An organization, and one membership in it; `null` for what Clerk does not have.
   *
   * @throws {OrganizationSourceUnavailableError} Clerk does not answer within 2 s
   */
  async fetch(organizationId: string, userId: string): Promise<{ organization: OrganizationMirror | null; membership: MembershipMirror | null }> {
    try {
      return await within(TIMEOUT_MS, 'Clerk’s answer', this.ask(organizationId, userId))
    } catch (error) {
      const { status } = error as { status?: number } // the SDK's API error, where Clerk has answered
      if (status === 404) return { organization: null, membership: null }
      this.logger.warn(`An organization cannot be fetched from Clerk: ${status ?? ''} ${error instanceof Error ? error.message : error}`)
      throw new OrganizationSourceUnavailableError(error)
    }
  }

  /** The first hundred organizations with the first hundred members of each, for a development seed. */
  async list(): Promise<{ organization: OrganizationMirror; memberships: MembershipMirror[] }[]> {
    const { organizations } = await this.clerk()
    const { data } = await within(TIMEOUT_MS, 'Clerk’s answer', organizations.getOrganizationList({ limit: 100 }))
    return Promise.all(
      data.map(async (organization) => {
        const members = await within(TIMEOUT_MS, 'Clerk’s answer', organizations.getOrganizationMembershipList({ organizationId: organization.id, limit: 100 }))
        return { organization: organizationMirrorOf(organization), memberships: members.data.map(membershipMirrorOf).filter((membership) => membership !== null) }
      }),
    )
  }

  private async ask(organizationId: string, userId: string) {
    const { organizations } = await this.clerk()
    const [organization, { data }] = await Promise.all([
      organizations.getOrganization({ organizationId }),
      organizations.getOrganizationMembershipList({ organizationId, userId: [userId], limit: 1 }),
    ])
    return { organization: organizationMirrorOf(organization), membership: data[0] ? membershipMirrorOf(data[0]) : null }
  }
}

/** What is mirrored of an organization as the SDK has one. */
export function organizationMirrorOf({ id, name, slug, imageUrl, createdAt, updatedAt }: ClerkOrganization): OrganizationMirror {
  return { id, name, slug: slug || null, imageUrl: imageUrl || null, createdAt: new Date(createdAt), clerkUpdatedAt: new Date(updatedAt) }
}

/** What is mirrored of a membership as the SDK has one; `null` where Clerk no longer says whose it is. */
export function membershipMirrorOf({ id, role, permissions, organization, publicUserData, createdAt, updatedAt }: ClerkMembership): MembershipMirror | null {
  const userId = publicUserData?.userId
  if (!userId) return null
  return { membershipId: id, organizationId: organization.id, userId, role, permissions: permissions ?? null, createdAt: new Date(createdAt), clerkUpdatedAt: new Date(updatedAt) }
}
