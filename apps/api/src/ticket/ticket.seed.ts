import { randomUUID } from 'node:crypto'
import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common'
import { ActivityService } from '../activity/activity.service.ts'
import type { Db } from '../db/database.ts'
import { Transactions } from '../db/transactions.ts'
import { ENV, type Env } from '../env.ts'
import { OrganizationSeed } from '../organization/organization.seed.ts'
import { CommentRepository } from './comment.repository.ts'
import { TICKET_SAMPLES, type TicketSample } from './ticket-samples.ts'
import { TicketRepository } from './ticket.repository.ts'

const HOUR_MS = 3_600_000
/** Nobody waits for it. */
const LIMIT_MS = 60_000

/** In development, with the stand-in: gives every organization in which nothing has happened yet some tickets to look at, oldest first. */
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
        const organizationId = seeded.organization.id
        const people = seeded.memberships.map(({ userId }) => userId)
        await this.transactions.run(async (tx) => {
          for (const sample of TICKET_SAMPLES.toReversed()) await this.plant(organizationId, people, sample, tx)
        }, LIMIT_MS)
      }
    }
  }

  private async plant(organizationId: string, people: readonly string[], { author, assignee, hoursAgo, comments, ...sample }: TicketSample, tx: Db): Promise<void> {
    const person = (number: number) => people[number % people.length]! // there is one at least
    const [id, createdAt] = [randomUUID(), Date.now() - hoursAgo * HOUR_MS]
    const assigneeId = assignee === null ? null : person(assignee)
    const authorId = person(author)
    const deeds: PastDeed[] = [
      { actorId: authorId, action: 'ticket.create', detail: { title: sample.title } },
      ...(assigneeId === null ? [] : [{ actorId: assigneeId, action: 'ticket.assign', detail: { fromUserId: null, toUserId: assigneeId } }]),
      ...comments.map(({ author: by, body }) => ({ actorId: person(by), action: 'comment.add', detail: {}, body })),
      ...(sample.status === 'open' ? [] : [{ actorId: assigneeId ?? authorId, action: 'ticket.setStatus', detail: { from: 'open', to: sample.status } }]),
    ]
    // Evenly over the time since.
    const at = (index: number) => new Date(createdAt + (index * hoursAgo * HOUR_MS) / deeds.length)
    const version = deeds.filter(({ body }) => body === undefined).length
    await this.tickets.insert({ ...sample, organizationId, id, authorId, assigneeId, createdAt: at(0), updatedAt: at(deeds.length - 1), version }, tx)
    for (const [index, { body, ...deed }] of deeds.entries()) {
      if (body !== undefined) await this.comments.insert({ id: randomUUID(), organizationId, ticketId: id, authorId: deed.actorId, body, createdAt: at(index) }, tx)
      await this.activity.recordPast({ ...deed, organizationId, subjectId: id, at: at(index) }, tx)
    }
  }
}

/** Something that was done to a sample; a comment has a body. */
interface PastDeed {
  readonly actorId: string
  readonly action: string
  readonly detail: Readonly<Record<string, string | null>>
  readonly body?: string
}
