import { Inject, Module, type OnModuleInit } from '@nestjs/common'
import { ClerkWebhooks } from '@throughline/nest'
import { OrganizationModule } from '../organization/organization.module.ts'
import { UserModule } from '../user/user.module.ts'
import { MessagePruning } from './message-pruning.ts'
import { MessageRepository } from './message.repository.ts'
import { MirrorService } from './mirror.service.ts'
import { Revocations } from './revocations.ts'

/** Clerk's messages, applied to what this database knows of Clerk. */
@Module({ imports: [UserModule, OrganizationModule], providers: [MirrorService, MessageRepository, MessagePruning, Revocations] })
export class MirrorModule implements OnModuleInit {
  constructor(
    @Inject(ClerkWebhooks) private readonly webhooks: ClerkWebhooks,
    @Inject(MirrorService) private readonly mirror: MirrorService,
  ) {}

  onModuleInit(): void {
    this.webhooks.onMessage((message) => this.mirror.receive(message))
  }
}
