'use client'
import type { OrganizationMember } from '@throughline/api'
import { trpc } from '../trpc/react.ts'

/** The first hundred members of the organization, by name: whom a ticket can be given to, or is filtered by. */
export function useMembers(): readonly OrganizationMember[] {
  return trpc.organization.members.useQuery({ limit: 100 }).data?.items ?? []
}
