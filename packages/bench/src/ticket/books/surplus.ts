/** What `these` have more of than `those`: each value as many times as it is missing there. */
export function surplus(these: readonly string[], those: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const value of those) counts.set(value, (counts.get(value) ?? 0) + 1)
  return these.filter((value) => {
    const left = counts.get(value) ?? 0
    counts.set(value, left - 1)
    return left <= 0
  })
}
