import { Module } from '@nestjs/common'
import { ActivityModule } from '../activity/activity.module.ts'
import { OrganizationModule } from '../organization/organization.module.ts'
import { UserModule } from '../user/user.module.ts'
import { CommentRepository } from './comment.repository.ts'
import { CommentRouter } from './comment.router.ts'
import { CommentService } from './comment.service.ts'
import { TicketFeed } from './ticket-feed.ts'
import { TicketLedger } from './ticket-ledger.ts'
import { TicketRepository } from './ticket.repository.ts'
import { TicketRouter } from './ticket.router.ts'
import { TicketSeed } from './ticket.seed.ts'
import { TicketService } from './ticket.service.ts'

/** The support desk. */
@Module({
  imports: [ActivityModule, OrganizationModule, UserModule],
  providers: [TicketRouter, TicketService, TicketRepository, CommentRouter, CommentService, CommentRepository, TicketLedger, TicketFeed, TicketSeed],
})
export class TicketModule {}
