import type { Session, SessionTask } from '../../store/rows/session.ts'
import type { User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'
import { membershipOf } from '../organizations/organizations.ts'
import { hasSecondFactor } from '../users/second-factors.ts'

/**
 * What stands between a new session of the user's and being active, in the order in which the components ask for it:
 * https://clerk.com/docs/guides/configure/session-tasks
 */
export function tasksAtStart(world: World, user: User, organizationId: string | null): SessionTask[] {
  return [...(user.passwordMustChange ? ['reset-password' as const] : []), ...standing(world, user, organizationId)]
}

/**
 * Takes what is done out of a session's tasks, and makes it active with the last of them. An organization that was left
 * or a second factor that was given up comes back as a task; a password is only asked for at the start.
 */
export function settleTasks(world: World, session: Session): void {
  const user = world.store.users.get(session.userId)
  if (!user || (session.status !== 'active' && session.status !== 'pending')) return
  const reset = session.tasks.includes('reset-password') && user.passwordMustChange
  const tasks: SessionTask[] = [...(reset ? ['reset-password' as const] : []), ...standing(world, user, session.organizationId)]
  if (tasks.join() === session.tasks.join()) return
  world.store.sessions.update(session, { tasks, status: statusWith(tasks), updatedAt: world.clock.now() })
}

export const statusWith = (tasks: readonly SessionTask[]): 'active' | 'pending' => (tasks.length > 0 ? 'pending' : 'active')

/** What can be asked for at any time. */
function standing(world: World, user: User, organizationId: string | null): SessionTask[] {
  const { organizations, secondFactor } = world.settings
  const member = organizationId !== null && membershipOf(world, user.id, organizationId) !== undefined
  return [
    ...(organizations.enabled && organizations.forceSelection && !member ? ['choose-organization' as const] : []),
    ...(secondFactor.required && !hasSecondFactor(user) ? ['setup-mfa' as const] : []),
  ]
}
