import { Inject, Injectable } from '@nestjs/common'
import type { contract, RouterOutputs } from '@throughline/api'
import type { InputOut, Member } from '@throughline/contract'
import { decodeCursor, encodeCursor } from '../paging.ts'
import { UserService } from '../user/user.service.ts'
import { ClerkOrganizations } from './clerk-organizations.ts'
import { MembershipRepository } from './membership.repository.ts'
import { MembershipService } from './membership.service.ts'
import { OrganizationGoneError } from './organization.errors.ts'
import { OrganizationRepository, type OrganizationRow } from './organization.repository.ts'

type Outputs = RouterOutputs['organization']

@Injectable()
export class OrganizationService {
  private readonly arriving = new Map<string, Promise<OrganizationRow>>()

  constructor(
    @Inject(OrganizationRepository) private readonly organizations: OrganizationRepository,
    @Inject(MembershipRepository) private readonly memberships: MembershipRepository,
    @Inject(MembershipService) private readonly membership: MembershipService,
    @Inject(UserService) private readonly users: UserService,
    @Inject(ClerkOrganizations) private readonly clerk: ClerkOrganizations,
  ) {}

  /** On the first call ever of anybody in it, mirrored from Clerk. Later calls never ask Clerk. */
  async current(actor: Member): Promise<Outputs['current']> {
    await this.membership.confirm(actor, 'org')
    return this.known(actor)
  }

  async members(actor: Member, { cursor, limit }: InputOut<typeof contract.organization.members.input>): Promise<Outputs['members']> {
    await this.current(actor)
    const [id, name] = cursor == null ? [] : decodeCursor(cursor, /^(\S+) ([^]*)$/)
    const rows = await this.memberships.listByOrg(actor.orgId, id !== undefined && name !== undefined ? { id, name } : undefined, limit + 1)
    const items = rows.slice(0, limit)
    const last = rows.length > limit ? items.at(-1) : undefined
    return { items, nextCursor: last ? encodeCursor(last.id, last.name) : null }
  }

  private async known(actor: Member): Promise<OrganizationRow> {
    const row = (await this.organizations.find(actor.orgId)) ?? (await this.welcome(actor))
    if (row.deletedAt !== null) throw new OrganizationGoneError()
    return row
  }

  /** However many calls from a new organization arrive at once, Clerk is asked once for each member. */
  private welcome(actor: Member): Promise<OrganizationRow> {
    const key = `${actor.orgId} ${actor.userId}`
    const running = this.arriving.get(key)
    if (running) return running
    const arriving = this.mirror(actor).finally(() => this.arriving.delete(key))
    this.arriving.set(key, arriving)
    return arriving
  }

  private async mirror(actor: Member): Promise<OrganizationRow> {
    const { orgId, userId } = actor
    const [{ organization, membership }] = await Promise.all([this.clerk.fetch(orgId, userId), this.users.profile(actor)])
    if (!organization) throw new OrganizationGoneError()
    await this.organizations.upsert(organization)
    if (membership) await this.memberships.upsert(membership)
    const row = await this.organizations.find(orgId)
    if (!row) throw new OrganizationGoneError()
    return row
  }
}
