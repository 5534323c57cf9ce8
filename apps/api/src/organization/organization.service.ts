import { Inject, Injectable } from '@nestjs/common'
import type { contract, RouterOutputs } from '@throughline/api'
import type { InputOut, Member } from '@throughline/contract'
import { Transactions } from '../db/transactions.ts'
import { EventLog } from '../events/event-log.ts'
import { decodeCursor, encodeCursor } from '../paging.ts'
import { UserService } from '../user/user.service.ts'
import { ClerkOrganizations } from './clerk-organizations.ts'
import { MembershipRepository } from './membership.repository.ts'
import { MembershipService } from './membership.service.ts'
import { OrganizationGoneError } from './organization.errors.ts'
import { OrganizationMirrorService } from './organization-mirror.service.ts'
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
    @Inject(OrganizationMirrorService) private readonly organizationMirror: OrganizationMirrorService,
    @Inject(EventLog) private readonly events: EventLog,
    @Inject(Transactions) private readonly transactions: Transactions,
  ) {}

  /** On each member's first call ever, mirrored from Clerk. Later calls never ask Clerk. */
  async current(actor: Member): Promise<Outputs['current']> {
    await this.membership.confirm(actor, 'org')
    const row = (await this.known(actor)) ?? (await this.welcome(actor))
    if (row.deletedAt !== null) throw new OrganizationGoneError()
    return row
  }

  async members(actor: Member, { cursor, limit }: InputOut<typeof contract.organization.members.input>): Promise<Outputs['members']> {
    await this.current(actor)
    const [id, name] = cursor == null ? [] : decodeCursor(cursor, /^(\S+) ([^]*)$/)
    const rows = await this.memberships.listByOrg(actor.orgId, id !== undefined && name !== undefined ? { id, name } : undefined, limit + 1)
    const items = rows.slice(0, limit)
    const last = rows.length > limit ? items.at(-1) : undefined
    return { items, nextCursor: last ? encodeCursor(last.id, last.name) : null }
  }

  /** `null` where Clerk is to be asked: about the organization, or the caller's membership in it. */
  private async known({ orgId, userId }: Member): Promise<OrganizationRow | null> {
    const [organization, membership] = await Promise.all([this.organizations.find(orgId), this.memberships.find(orgId, userId)])
    return membership && organization
  }

  /** However many calls of a new member arrive at once, Clerk is asked once. */
  private welcome(actor: Member): Promise<OrganizationRow> {
    const key = `${actor.orgId} ${actor.userId}`
    const running = this.arriving.get(key)
    if (running) return running
    const arriving = this.mirror(actor).finally(() => this.arriving.delete(key))
    this.arriving.set(key, arriving)
    return arriving
  }

  /** Looks again: a call that found nothing may get here after another one has asked. */
  private async mirror(actor: Member): Promise<OrganizationRow> {
    return (await this.known(actor)) ?? this.fetch(actor)
  }

  private async fetch(actor: Member): Promise<OrganizationRow> {
    const { orgId, userId } = actor
    // What Clerk answers is newer than the token, whatever our clock says.
    const askedAt = new Date(Math.max(Date.now(), actor.issuedAt * 1_000))
    const [{ organization, membership }] = await Promise.all([this.clerk.fetch(orgId, userId), this.users.profile(actor)])
    await this.transactions.run(async (tx) => {
      if (organization) await this.organizationMirror.keep(organization, tx)
      // Or the next call would ask again, and the one after it.
      if (!membership) return this.organizationMirror.noteAbsence(orgId, userId, askedAt, tx)
      const happened = await this.organizationMirror.keepMembership(membership, tx)
      if (happened.length > 0) await this.events.append(tx, ...happened)
    })
    const row = organization && (await this.organizations.find(orgId))
    if (!row) throw new OrganizationGoneError()
    await this.membership.confirm(actor, 'org')
    return row
  }
}
