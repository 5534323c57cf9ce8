import type { EmailAddress, PhoneNumber } from './rows/user.ts'

export type Identification = EmailAddress | PhoneNumber

/**
 * Whether an address or a number is its user's alone, and names them when they sign in: they have proven it, or it was
 * reserved for them. Any other is a note of theirs, which nobody else needs to mind.
 */
export const isClaimed = ({ verified, reserved }: Identification): boolean => verified || reserved

/** As it is written: an address or a number. */
export const valueOf = (identification: Identification): string => ('address' in identification ? identification.address : identification.number)
