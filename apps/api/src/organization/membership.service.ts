import { Inject, Injectable } from '@nestjs/common'
import { decide, type Access, type Member } from '@throughline/contract'
import type { Db } from '../db/database.ts'
import { MembershipRepository } from './membership.repository.ts'
import { MembershipEndedError, PermissionWithdrawnError } from './organization.errors.ts'

@Injectable()
export class MembershipService {
  constructor(@Inject(MembershipRepository) private readonly memberships: MembershipRepository) {}

  /**
   * Reads the caller's membership again, in the transaction of a write: a token says what was true when it was made, up to
   * a minute ago. Of the token and the mirror of Clerk the newer one decides; within one second, the mirror.
   *
   * @throws {MembershipEndedError}
   * @throws {PermissionWithdrawnError}
   */
  async confirm(actor: Member, access: Access, tx?: Db): Promise<Member> {
    const row = await this.memberships.find(actor.orgId, actor.userId, tx)
    if (row === null || row.clerkUpdatedAt.getTime() < actor.issuedAt * 1_000) return actor
    if (row.deletedAt !== null) throw new MembershipEndedError()
    const now = { ...actor, orgRole: row.role, orgPermissions: row.permissions }
    if (decide(access, now) !== 'allow') throw new PermissionWithdrawnError()
    return now
  }

  /** Whether somebody is a member now, as far as Clerk has told. */
  async isMember(organizationId: string, userId: string, tx?: Db): Promise<boolean> {
    const row = await this.memberships.find(organizationId, userId, tx)
    return row !== null && row.deletedAt === null
  }
}
