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
   * a minute ago. Of the token and the mirror of Clerk the newer one decides; within one second, the mirror. What the mirror
   * does not know, the permissions of a role, are the token's where the role is, too. A deleted organization has no members.
   *
   * @throws {MembershipEndedError}
   * @throws {PermissionWithdrawnError}
   */
  async confirm(actor: Member, access: Access, tx?: Db): Promise<Member> {
    const { membership: row, isOver } = await this.memberships.standing(actor.orgId, actor.userId, tx)
    if (isOver) throw new MembershipEndedError()
    if (row === null || row.clerkUpdatedAt.getTime() < actor.issuedAt * 1_000) return actor
    if (row.deletedAt !== null) throw new MembershipEndedError()
    const now = { ...actor, orgRole: row.role, orgPermissions: row.permissions ?? (row.role === actor.orgRole ? actor.orgPermissions : []) }
    if (decide(access, now) !== 'allow') throw new PermissionWithdrawnError()
    return now
  }

  /**
   * What `read` finds, for a member: both are asked at the same time, and a refusal comes before anything that was found.
   *
   * @throws {MembershipEndedError}
   */
  async reading<T>(actor: Member, read: () => Promise<T>): Promise<T> {
    const found = read()
    found.catch(() => {}) // where the caller is refused, nobody asks for it
    await this.confirm(actor, 'org')
    return found
  }

  /** Whether somebody is a member now, as far as Clerk has told. */
  async isMember(organizationId: string, userId: string, tx?: Db): Promise<boolean> {
    const row = await this.memberships.find(organizationId, userId, tx)
    return row !== null && row.deletedAt === null
  }
}
