import type { ClerkClient } from '@throughline/nest'
import type { Database } from '../db/database.ts'
import { Transactions } from '../db/transactions.ts'
import { EventLog } from '../events/event-log.ts'
import { MembershipRepository } from '../organization/membership.repository.ts'
import { OrganizationMirrorService } from '../organization/organization-mirror.service.ts'
import { OrganizationRepository } from '../organization/organization.repository.ts'
import { UserMirrorService } from '../user/user-mirror.service.ts'
import { UserRepository } from '../user/user.repository.ts'
import type { ReconciliationParts } from './reconciliation.ts'

/** What a reconciliation needs, without the server around it. */
export function reconciliationParts(database: Database, clerk: ClerkClient): ReconciliationParts {
  const { db } = database
  const users = new UserRepository(db)
  const [organizations, memberships, userMirror] = [new OrganizationRepository(db), new MembershipRepository(db), new UserMirrorService(users)]
  const organizationMirror = new OrganizationMirrorService(organizations, memberships, userMirror)
  return { clerk, users, organizations, memberships, userMirror, organizationMirror, events: new EventLog(db), transactions: new Transactions(database) }
}
