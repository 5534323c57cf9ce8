import { changeEmail } from '../../domain/users/email-addresses.ts'
import { refuseLastIdentification } from '../../domain/users/identifications.ts'
import { checkUsername } from '../../domain/users/usernames.ts'
import { endSession, sessionsOf } from '../../domain/sessions/sessions.ts'
import { lockFrom, unlock } from '../../domain/sign-ins/lockout.ts'
import { checkEmail, createUser, deleteUser, newEmail, touchUser, userById } from '../../domain/users/users.ts'
import { fieldError } from '../../http/api-error.ts'
import { record, type Call } from '../../http/call.ts'
import type { Answer, Route } from '../../http/router.ts'
import type { User } from '../../store/rows/user.ts'
import { action, filled, id, type Done } from './actions.ts'
import { signInAs } from './sign-in-as.ts'

const onUser = (path: string, run: (call: Call, user: User) => Done | Answer | string): Route =>
  action(`/users/:id${path}`, (call) => `/users/${id(call)}`, (call) => run(call, userById(call.world, id(call))))

/** What the pages about users do. */
export const userActions: readonly Route[] = [
  action('/users', () => '/users', (call) => {
    const email = filled(call, 'email_address')
    if (email !== null) checkEmail(email)
    const user = createUser(call.world, { email: email ?? undefined, password: filled(call, 'password'), firstName: filled(call, 'first_name'), lastName: filled(call, 'last_name') })
    return { back: `/users/${user.id}`, done: 'Created.' }
  }),
  onUser('', (call, user) => {
    const username = filled(call, 'username')?.toLowerCase() ?? null
    if (username !== null && username !== user.username) checkUsername(call.world, username, user.id)
    if (username === null && user.username !== null) refuseLastIdentification(call.world, { ...user, username })
    const password = filled(call, 'password')
    touchUser(call.world, user, {
      firstName: filled(call, 'first_name'),
      lastName: filled(call, 'last_name'),
      username,
      password,
      ...(password !== null && { passwordDigest: null }),
      externalId: filled(call, 'external_id'),
      publicMetadata: record(call, 'public_metadata') ?? {},
      privateMetadata: record(call, 'private_metadata') ?? {},
      unsafeMetadata: record(call, 'unsafe_metadata') ?? {},
    })
    return 'Saved.'
  }),
  onUser('/sign-in', (call, user) => signInAs(call, user, filled(call, 'other') ?? filled(call, 'app') ?? '')),
  onUser('/emails', (call, user) => {
    const { world } = call
    const address = filled(call, 'email_address') ?? ''
    checkEmail(address)
    const email = newEmail(world, address, true)
    touchUser(world, user, { emails: [...user.emails, email], primaryEmailId: user.primaryEmailId ?? email.id })
    return 'Added.'
  }),
  onUser('/emails/:email/primary', ({ world, params }, user) => {
    const email = user.emails.find((each) => each.id === params['email'])
    if (email) changeEmail(world, user, email.id, { verified: true })
    if (email) touchUser(world, user, { primaryEmailId: email.id })
    return 'Changed.'
  }),
  onUser('/emails/:email/remove', ({ world, params }, user) => {
    if (user.primaryEmailId === params['email']) throw fieldError('form_param_format_invalid', 'The primary address stays.', 'email')
    touchUser(world, user, { emails: user.emails.filter((each) => each.id !== params['email']) })
    return 'Removed.'
  }),
  onUser('/ban', ({ world }, user) => {
    for (const session of sessionsOf(world, user.id)) endSession(world, session, 'revoked')
    touchUser(world, user, { banned: true })
    return 'Banned, and signed out.'
  }),
  onUser('/unban', ({ world }, user) => (touchUser(world, user, { banned: false }), 'Unbanned.')),
  onUser('/lock', ({ world }, user) => (touchUser(world, user, lockFrom(world, world.clock.now())), 'Locked.')),
  onUser('/unlock', ({ world }, user) => (unlock(world, user), 'Unlocked.')),
  onUser('/delete', ({ world }, user) => (deleteUser(world, user), { back: '/users', done: 'Deleted.' })),
]
