import { Controller, Get, Header, Inject } from '@nestjs/common'
import type { Actor } from '@throughline/contract'
import { CurrentActor, RequireAccess } from '@throughline/nest'
import { contract } from '@throughline/api'
import { UserService } from './user.service.ts'

/** The same profile for callers that do not speak tRPC. */
@Controller('api/profile')
@RequireAccess(contract.user.profile.access)
export class ProfileController {
  constructor(@Inject(UserService) private readonly users: UserService) {}

  @Get()
  @Header('cache-control', 'no-store')
  async profile(@CurrentActor() actor: Actor) {
    return contract.user.profile.output.parse(await this.users.profile(actor))
  }
}
