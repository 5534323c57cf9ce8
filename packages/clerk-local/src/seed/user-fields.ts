import { createHash } from 'node:crypto'
import { findUser, newEmail, type NewUser } from '../domain/users/users.ts'
import { seededId } from '../store/ids.ts'
import type { EmailAddress, PhoneNumber } from '../store/rows/user.ts'
import type { World } from '../world.ts'
import type { SeedEmail, SeedPhone, SeedUser } from './seed.ts'

/** A user as the store has them. Throws for an address or a number that somebody has. */
export function userFields(world: World, user: SeedUser): NewUser {
  const { email, emails = [], phones = [], totpSecret, backupCodes, createOrganizations, deleteSelf, ...same } = user
  const addresses = [...(email === undefined ? [] : [{ address: email, primary: true }]), ...emails]
  const now = world.clock.now()
  const own = { emails: addresses.map((each) => emailOf(world, each)), phones: phones.map((each) => phoneOf(world, each)) }
  const name = own.emails[0]?.address ?? user.username ?? own.phones[0]?.number ?? ''
  return {
    ...same,
    ...own,
    primaryEmailId: primary(addresses, own.emails),
    primaryPhoneId: primary(phones, own.phones),
    ...(totpSecret === undefined ? {} : { totp: { id: idOf('totp', name), secret: totpSecret.toUpperCase().replace(/[\s=]/g, ''), verified: true, lastStep: null, createdAt: now, updatedAt: now } }),
    ...(backupCodes === undefined ? {} : { backupCodes: { id: idOf('bck', name), codes: backupCodes.map((code) => code.toLowerCase()), createdAt: now, updatedAt: now } }),
    ...(deleteSelf === undefined ? {} : { deleteSelfEnabled: deleteSelf }),
    ...(createOrganizations === undefined ? {} : { createOrganizationEnabled: createOrganizations !== false, createOrganizationsLimit: typeof createOrganizations === 'number' ? createOrganizations : null }),
  }
}

function emailOf(world: World, { address, verified = true }: SeedEmail): EmailAddress {
  return { ...newEmail(world, address, verified), id: idOf('idn', address.toLowerCase()) }
}

function phoneOf(world: World, { number, verified = true, secondFactor = false }: SeedPhone): PhoneNumber {
  if (findUser(world, number)) throw new Error(`The seed gives ${number} to two users.`)
  return { id: idOf('idn', number), number, verified, reserved: false, verification: null, reservedForSecondFactor: secondFactor, defaultSecondFactor: false, linkedTo: [], createdAt: world.clock.now() }
}

function primary(wanted: readonly { readonly primary?: boolean | undefined }[], rows: readonly { readonly id: string; readonly verified: boolean }[]): string | null {
  const chosen = wanted.findIndex((each) => each.primary)
  return (rows[chosen] ?? rows.find(({ verified }) => verified))?.id ?? null
}

/** The same on every machine. */
const idOf = (prefix: string, name: string) => seededId(prefix, createHash('sha256').update(name).digest('hex'))
