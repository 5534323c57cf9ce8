import { Module } from '@nestjs/common'
import { UserModule } from '../user/user.module.ts'
import { ClerkOrganizations } from './clerk-organizations.ts'
import { MembershipEnds } from './membership-ends.ts'
import { MembershipRepository } from './membership.repository.ts'
import { MembershipService } from './membership.service.ts'
import { OrganizationMirrorService } from './organization-mirror.service.ts'
import { OrganizationRepository } from './organization.repository.ts'
import { OrganizationSeed } from './organization.seed.ts'
import { OrganizationRouter } from './organization.router.ts'
import { OrganizationService } from './organization.service.ts'

@Module({
  imports: [UserModule],
  providers: [OrganizationRouter, OrganizationService, OrganizationRepository, MembershipService, MembershipRepository, MembershipEnds, ClerkOrganizations, OrganizationMirrorService, OrganizationSeed],
  exports: [OrganizationService, OrganizationMirrorService, MembershipService, MembershipEnds, OrganizationSeed],
})
export class OrganizationModule {}
