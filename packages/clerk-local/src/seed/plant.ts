import type { World } from '../world.ts'
import { seededId } from '../store/ids.ts'
import { createUser } from '../domain/users.ts'
import { addMember, createOrganization } from '../domain/organizations.ts'

/** Puts the seed into an empty store. Ids follow from emails and slugs, so that they are the same on every machine. */
export function plant(world: World): void {
  for (const { email, ...user } of world.seed.users)
    createUser(world, { ...user, email, id: seededId('user', email.split('@')[0] ?? email) })
  for (const { name, slug, members } of world.seed.organizations) {
    const organization = createOrganization(world, { name, slug, id: seededId('org', slug) })
    for (const [email, role] of Object.entries(members)) {
      const user = [...world.store.users.values()].find(({ emails }) => emails.some(({ address }) => address === email))
      if (!user) throw new Error(`The seed makes ${email} a member of ${slug}, but lists no such user.`)
      addMember(world, organization, user.id, role)
    }
  }
}
