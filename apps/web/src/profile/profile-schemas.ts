// For import() only: zod and the contract come with it, and no page has to wait for those.
export { updateProfileSchema } from '@throughline/api'
