import { Module, type DynamicModule } from '@nestjs/common'
import { contract } from '@throughline/api'
import { ThroughlineModule } from '@throughline/nest'
import type { Database } from './db/database.ts'
import { DbModule } from './db/db.module.ts'
import { ENV, type Env } from './env.ts'
import { ActivityModule } from './activity/activity.module.ts'
import { EventsModule } from './events/events.module.ts'
import { MirrorModule } from './mirror/mirror.module.ts'
import { OrganizationModule } from './organization/organization.module.ts'
import { SystemModule } from './system/system.module.ts'
import { TicketModule } from './ticket/ticket.module.ts'
import { UserModule } from './user/user.module.ts'

@Module({})
export class AppModule {
  static of(env: Env, database: Database): DynamicModule {
    return {
      module: AppModule,
      global: true,
      imports: [
        DbModule.of(database),
        EventsModule,
        ThroughlineModule.forRoot({ contract, clerk: env.clerk, allowedOrigins: env.webOrigins }),
        SystemModule,
        UserModule,
        OrganizationModule,
        MirrorModule,
        ActivityModule,
        TicketModule,
      ],
      providers: [{ provide: ENV, useValue: env }],
      exports: [ENV],
    }
  }
}
