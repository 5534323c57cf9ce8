import { Module } from '@nestjs/common'
import { OrganizationModule } from '../organization/organization.module.ts'
import { ActivityRepository } from './activity.repository.ts'
import { ActivityRouter } from './activity.router.ts'
import { ActivityService } from './activity.service.ts'
import { DeniedWrites } from './denied-writes.ts'

@Module({ imports: [OrganizationModule], providers: [ActivityRouter, ActivityService, ActivityRepository, DeniedWrites], exports: [ActivityService] })
export class ActivityModule {}
