import type { PublicUserDataJSON } from '@clerk/shared/types'
import { pictureUrl } from '../domain/users/images.ts'
import { primaryEmail } from '../domain/users/users.ts'
import type { User } from '../store/rows/user.ts'
import type { World } from '../world.ts'

/** What other members of an organization may see of a user. */
export function publicUserDataJson(world: World, user: User): PublicUserDataJSON {
  return {
    first_name: user.firstName,
    last_name: user.lastName,
    ...pictureJson(world, user),
    identifier: primaryEmail(user) ?? user.username ?? user.phones[0]?.number ?? user.id,
    user_id: user.id,
    ...(user.username === null ? {} : { username: user.username }),
  }
}

/** Their picture, or the letter that stands for it. */
export function pictureJson(world: World, user: User): { image_url: string; has_image: boolean } {
  const { imageId } = user
  return { image_url: imageId === null ? avatarUrl(world, labelOf(user)) : pictureUrl(world, imageId), has_image: imageId !== null }
}

/** What stands for a user in their picture; a form may have sent an empty name. */
export const labelOf = (user: User) => user.firstName || primaryEmail(user) || user.id

/** Drawn by the stand-in itself: a real page never asks a foreign host for a picture. */
export function avatarUrl(world: World, label: string): string {
  return `${world.url}/avatars/${encodeURIComponent([...label][0]?.toUpperCase() ?? '?')}.svg`
}
