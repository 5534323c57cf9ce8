const MAX_SETS = 1_000
const sets = new Map<string, readonly string[]>()

/**
 * Unpacks the permissions of a version 2 token: `per` lists actions, `fea` the features as `o:ticket`, and `fpm` holds for
 * each of the organization's features a bit mask over the actions, least significant bit first. The members of one role
 * share one list, which is unpacked once.
 *
 * @see https://clerk.com/docs/guides/sessions/session-tokens
 */
export function permissionsOf(fea: unknown, per: unknown, fpm: unknown): readonly string[] {
  if (typeof fea !== 'string' || typeof per !== 'string' || typeof fpm !== 'string') return NONE
  // With their lengths, so that no text in one claim can pass for the border to the next.
  const key = `${fea.length},${per.length},${fea}${per}${fpm}`
  const known = sets.get(key)
  if (known) return known
  const unpacked = Object.freeze(unpack(fea, per, fpm))
  if (sets.size >= MAX_SETS) sets.clear()
  sets.set(key, unpacked)
  return unpacked
}

const NONE: readonly string[] = Object.freeze([])

function unpack(fea: string, per: string, fpm: string): string[] {
  const actions = per.split(',')
  // BigInt, since a number's shift counts modulo 32: the 33rd action would be granted by the first one's bit.
  const masks = fpm.split(',').map((mask) => (/^\d+$/.test(mask) ? BigInt(mask) : 0n))
  // Scopes are `o`, `u` or both; the masks belong to the organization's features, in order.
  const features = fea.split(',').map((feature) => feature.split(':')).filter(([scope]) => scope?.includes('o'))
  return features.flatMap(([, feature], index) =>
    actions.filter((_, bit) => ((masks[index] ?? 0n) >> BigInt(bit)) & 1n).map((action) => `org:${feature}:${action}`),
  )
}
