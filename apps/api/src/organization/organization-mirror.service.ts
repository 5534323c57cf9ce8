import { Inject, Injectable } from '@nestjs/common'
import type { Db } from '../db/database.ts'
import type { NewEvent } from '../events/event-log.ts'
import { UserMirrorService } from '../user/user-mirror.service.ts'
import { MembershipRepository, type MembershipMirror } from './membership.repository.ts'
import { OrganizationRepository, type OrganizationMirror } from './organization.repository.ts'

type Events = Promise<NewEvent[]>

/** What Clerk says of organizations and memberships, in any order; each answers what to tell of it. */
@Injectable()
export class OrganizationMirrorService {
  constructor(
    @Inject(OrganizationRepository) private readonly organizations: OrganizationRepository,
    @Inject(MembershipRepository) private readonly memberships: MembershipRepository,
    @Inject(UserMirrorService) private readonly users: UserMirrorService,
  ) {}

  async keep(mirror: OrganizationMirror, tx: Db): Events {
    await this.organizations.upsert(mirror, tx)
    return []
  }

  async bury(id: string, at: Date, tx: Db): Events {
    const ended = await this.endAll({ organizationId: id }, at, tx)
    await this.organizations.bury(id, at, tx)
    return ended
  }

  /** A membership does not outlive its organization or its user, whichever of the three is heard of last, or at the same time. */
  async keepMembership(mirror: MembershipMirror, tx: Db): Events {
    await this.memberships.hold(mirror, tx)
    const organization = await this.organizations.find(mirror.organizationId, tx)
    const over = organization?.deletedAt ?? (await this.users.buriedAt(mirror.userId, tx))
    if (over) return this.end(mirror, over, tx)
    return (await this.memberships.upsert(mirror, tx)) ? [membershipEvent(mirror, false)] : []
  }

  async end(mirror: MembershipMirror, at: Date, tx: Db): Events {
    return (await this.memberships.bury(mirror, at, tx)) ? [membershipEvent(mirror, true)] : []
  }

  /** Clerk was asked at that time, and has no such membership. */
  async noteAbsence(organizationId: string, userId: string, at: Date, tx: Db): Promise<void> {
    await this.memberships.noteAbsence(organizationId, userId, at, tx)
  }

  /** Call it before the organization or the user is buried: until the commit, nobody begins a membership of theirs. */
  async endAll(of: { organizationId: string } | { userId: string }, at: Date, tx: Db): Events {
    await this.memberships.hold(of, tx)
    return (await this.memberships.buryAll(of, at, tx)).map((ended) => membershipEvent(ended, true))
  }
}

const membershipEvent = ({ organizationId, userId }: Pick<MembershipMirror, 'organizationId' | 'userId'>, ended: boolean): NewEvent => ({
  topic: 'membership',
  scope: userId,
  data: { organizationId, ended: ended ? 1 : 0 },
})
