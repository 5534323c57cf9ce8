import { Inject, Injectable } from '@nestjs/common'
import { contract } from '@throughline/api'
import { Implement, Router, type Call, type Implementation } from '@throughline/nest'
import { OrganizationService } from './organization.service.ts'

const { organization } = contract

@Injectable()
@Router({ alias: 'organization' })
export class OrganizationRouter implements Implementation<typeof organization> {
  constructor(@Inject(OrganizationService) private readonly organizations: OrganizationService) {}

  @Implement(organization.current)
  current({ ctx }: Call<typeof organization.current>) {
    return this.organizations.current(ctx.actor)
  }

  @Implement(organization.members)
  members({ ctx, input }: Call<typeof organization.members>) {
    return this.organizations.members(ctx.actor, input)
  }
}
