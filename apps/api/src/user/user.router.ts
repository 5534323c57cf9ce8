import { Inject, Injectable } from '@nestjs/common'
import { contract } from '@throughline/api'
import { Implement, Router, type Call, type Implementation } from '@throughline/nest'
import { UserService } from './user.service.ts'

const { user } = contract

@Injectable()
@Router({ alias: 'user' })
export class UserRouter implements Implementation<typeof user> {
  constructor(@Inject(UserService) private readonly users: UserService) {}

  @Implement(user.profile)
  profile({ ctx }: Call<typeof user.profile>) {
    return this.users.profile(ctx.actor)
  }

  @Implement(user.updateProfile)
  updateProfile({ ctx, input }: Call<typeof user.updateProfile>) {
    return this.users.updateProfile(ctx.actor, input)
  }

  @Implement(user.onProfileChange)
  onProfileChange({ ctx, input, signal }: Call<typeof user.onProfileChange>) {
    return this.users.profileChanges(ctx.actor, input?.lastEventId, signal)
  }
}
