import { Inject, Injectable } from '@nestjs/common'
import { contract } from '@throughline/api'
import { Implement, Router, type Call, type Implementation } from '@throughline/nest'
import { ActivityService } from './activity.service.ts'

const { activity } = contract

@Injectable()
@Router({ alias: 'activity' })
export class ActivityRouter implements Implementation<typeof activity> {
  constructor(@Inject(ActivityService) private readonly activity: ActivityService) {}

  @Implement(activity.list)
  list({ ctx, input }: Call<typeof activity.list>) {
    return this.activity.list(ctx.actor, input)
  }
}
