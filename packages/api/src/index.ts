import type { InputsOf, OutputsOf, RouterOf } from '@throughline/contract'
import type { contract } from './contract.ts'

export { contract } from './contract.ts'
export { activityEntrySchema, type ActivityEntry } from './activity.ts'
export { memberSchema, organizationSchema, type Organization, type OrganizationMember } from './organization.ts'
export type { Person } from './person.ts'
export { isStorable } from './storable-text.ts'
export * from './ticket/desk.ts'
export { profileSchema, updateProfileSchema, type Profile, type UpdateProfile } from './user.ts'

/** The router type that every client imports: `createTRPCReact<AppRouter>()`. */
export type AppRouter = RouterOf<typeof contract>
/** What callers send: `RouterInputs['user']['updateProfile']`. */
export type RouterInputs = InputsOf<typeof contract>
/** What callers receive: `RouterOutputs['user']['profile']`. */
export type RouterOutputs = OutputsOf<typeof contract>
