import { activity } from './activity.ts'
import { organization } from './organization.ts'
import { system } from './system.ts'
import { desk } from './ticket/desk.ts'
import { user } from './user.ts'

/** Everything that the server serves: a procedure that is not here cannot be called. */
export const contract = {
  system,
  user,
  organization,
  activity,
  ...desk,
}
