import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common'
import { ENV, type Env } from '../env.ts'
import { ClerkOrganizations } from './clerk-organizations.ts'
import { MembershipRepository, type MembershipMirror } from './membership.repository.ts'
import { OrganizationRepository, type OrganizationMirror } from './organization.repository.ts'

export interface SeededOrganization {
  readonly organization: OrganizationMirror
  readonly memberships: readonly MembershipMirror[]
}

/** In development, with the stand-in: mirrors the organizations and memberships that there are. */
@Injectable()
export class OrganizationSeed implements OnApplicationBootstrap {
  private readonly logger = new Logger('Seed')
  private seeding: Promise<readonly SeededOrganization[]> | undefined

  constructor(
    @Inject(ENV) private readonly env: Env,
    @Inject(OrganizationRepository) private readonly organizations: OrganizationRepository,
    @Inject(MembershipRepository) private readonly memberships: MembershipRepository,
    @Inject(ClerkOrganizations) private readonly clerk: ClerkOrganizations,
  ) {}

  /** Does not hold the start up. */
  onApplicationBootstrap(): void {
    if (this.env.seed) void this.seeded()
  }

  /** Once, whoever asks first: what was mirrored, when it has been. */
  seeded(): Promise<readonly SeededOrganization[]> {
    this.seeding ??= this.seed().catch((error: unknown) => {
      this.logger.warn(`Organizations were not seeded: ${error instanceof Error ? error.message : error}`)
      return []
    })
    return this.seeding
  }

  private async seed(): Promise<readonly SeededOrganization[]> {
    const found = await this.clerk.list()
    for (const { organization, memberships } of found) {
      await this.organizations.upsert(organization)
      for (const membership of memberships) await this.memberships.upsert(membership)
    }
    return found
  }
}
