import { randomUUID } from 'node:crypto'
import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common'
import { ActivityService } from '../activity/activity.service.ts'
import type { Db } from '../db/database.ts'
import { Transactions } from '../db/transactions.ts'
import { ENV, type Env } from '../env.ts'
import { OrganizationSeed, type SeededOrganization } from '../organization/organization.seed.ts'
import { CommentRepository } from './comment.repository.ts'
import { TICKET_SAMPLES, type TicketSample } from './ticket-samples.ts'
import { TicketRepository } from './ticket.repository.ts'

const HOUR_MS = 3_600_000

/** In development, with the stand-in: gives every organization in which nothing has happened yet some tickets to look at. */
@Injectable()
export class TicketSeed implements OnApplicationBootstrap {
  private readonly logger = new Logger('Seed')
  /** Settles when it has been tried. */
  done: Promise<void> = Promise.resolve()

  constructor(
    @Inject(ENV) private readonly env: Env,
    @Inject(OrganizationSeed) private readonly organizations: OrganizationSeed,
    @Inject(TicketRepository) private readonly tickets: TicketRepository,
    @Inject(CommentRepository) private readonly comments: CommentRepository,
    @Inject(ActivityService) private readonly activity: ActivityService,
    @Inject(Transactions) private readonly transactions: Transactions,
  ) {}

  /** Does not hold the start up. */
  onApplicationBootstrap(): void {
    if (this.env.seed) this.done = this.seed().catch((error: unknown) => this.logger.warn(`Tickets were not seeded: ${error instanceof Error ? error.message : error}`))
  }

  private async seed(): Promise<void> {
    for (const seeded of await this.organizations.seeded()) {
      if (seeded.memberships.length > 0 && !(await this.activity.hasAny(seeded.organization.id))) {
        await this.transactions.run(async (tx) => {
          for (const sample of TICKET_SAMPLES) await this.plant(seeded, sample, tx)
        })
      }
    }
  }

  private async plant({ organization, memberships }: SeededOrganization, { author, assignee, hoursAgo, comments, ...text }: TicketSample, tx: Db): Promise<void> {
    const userId = (number: number) => memberships[number % memberships.length]!.userId // there is one at least
    const [id, organizationId, at] = [randomUUID(), organization.id, Date.now() - hoursAgo * HOUR_MS]
    const ticket = { ...text, organizationId, id, authorId: userId(author), assigneeId: assignee === null ? null : userId(assignee), createdAt: new Date(at) }
    await this.tickets.insert(ticket, tx)
    await this.activity.recordPast({ organizationId, actorId: ticket.authorId, action: 'ticket.create', subjectId: id, detail: { title: text.title }, at: ticket.createdAt }, tx)
    for (const [index, comment] of comments.entries()) {
      const createdAt = new Date(at + ((index + 1) * hoursAgo * HOUR_MS) / (comments.length + 1))
      await this.comments.insert({ id: randomUUID(), organizationId, ticketId: id, authorId: userId(comment.author), body: comment.body, createdAt }, tx)
    }
  }
}
