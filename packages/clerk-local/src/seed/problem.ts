/** Something in a seed that cannot be, and where. */
export interface Problem {
  readonly path: readonly PropertyKey[]
  /** Without its subject: `is not an email address`. */
  readonly message: string
  /** It is about the name at the end of the path, and not about what is under it. */
  readonly ofKey?: boolean
}

/** A path as it is spoken of: `users[3].email`, `members["ada@example.com"]`. */
export function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : /^[\w$]+$/.test(String(part)) ? `.${String(part)}` : `[${JSON.stringify(String(part))}]`)).join('')
  return text.replace(/^\./, '')
}

/** The known name that `name` most likely was meant to be. */
export function suggestion(name: string, known: readonly string[]): string | undefined {
  const ranked = known.map((each) => ({ each, distance: distance(name.toLowerCase(), each.toLowerCase()) })).toSorted((left, right) => left.distance - right.distance)
  const [best] = ranked
  return best && best.distance <= Math.max(2, Math.floor(name.length / 3)) ? best.each : undefined
}

/** Levenshtein's: how many letters have to be put in, taken out or replaced. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= to.length; j += 1) next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)))
    row = next
  }
  return row[to.length] ?? 0
}
