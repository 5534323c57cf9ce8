import type { Verification } from './verification.ts'

export interface SignIn {
  readonly id: string
  readonly clientId: string
  readonly status: 'needs_identifier' | 'needs_first_factor' | 'needs_second_factor' | 'needs_new_password' | 'needs_client_trust' | 'complete'
  readonly identifier: string | null
  readonly userId: string | null
  readonly firstFactor: Verification | null
  readonly secondFactor: Verification | null
  readonly createdSessionId: string | null
  readonly createdAt: number
}
