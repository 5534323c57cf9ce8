import type { PublicUserDataJSON } from '@clerk/shared/types'
import { primaryEmail } from '../domain/users.ts'
import type { User } from '../store/rows/user.ts'
import type { World } from '../world.ts'

/** What other members of an organization may see of a user. */
export function publicUserDataJson(world: World, user: User): PublicUserDataJSON {
  return {
    first_name: user.firstName,
    last_name: user.lastName,
    image_url: avatarUrl(world, labelOf(user)),
    has_image: false,
    identifier: primaryEmail(user) ?? user.username ?? user.id,
    user_id: user.id,
    ...(user.username === null ? {} : { username: user.username }),
  }
}

/** What stands for a user in their picture; a form may have sent an empty name. */
export const labelOf = (user: User) => user.firstName || primaryEmail(user) || user.id

/** Drawn by the stand-in itself: a real page never asks a foreign host for a picture. */
export function avatarUrl(world: World, label: string): string {
  return `${world.url}/avatars/${encodeURIComponent([...label][0]?.toUpperCase() ?? '?')}.svg`
}
