type Placeholder = [key: string | null, kind: number, chunk: number]
type Encoded = [value: [] | [unknown], ...later: Placeholder[]]

/**
 * JSON lines in an order of their own. Which of two calls is done first, and so which number its chunks get, is a race
 * in tRPC's writer, too; here chunks are named by where they stand, and each keeps the order of its own lines.
 */
export function orderedLines(body: string): string {
  if (!body.endsWith('\n')) return body
  const [head, ...lines] = body.slice(0, -1).split('\n').map((line) => JSON.parse(line) as object) // our own requests' answers
  if (!head || 'error' in head) return body
  const names = new Map<number, string>()
  const ordered: string[] = []
  for (const [call, encoded] of Object.entries(unwrapped(head))) ordered.push(`${call}: ${named(encoded as Encoded, call, names)}`)
  const seen = new Map<string, number>()
  for (const line of lines) {
    const [chunk, status, encoded] = unwrapped(line) as unknown as [number, number, unknown] // a line after the head
    const name = names.get(chunk) ?? `unannounced ${chunk}`
    const turn = seen.get(name) ?? 0
    seen.set(name, turn + 1)
    const value = Array.isArray(encoded) ? named(encoded as Encoded, `${name}#${turn}`, names) : JSON.stringify(encoded)
    ordered.push(`${name}#${turn} ${status}: ${value} ${JSON.stringify((line as { meta?: unknown }).meta)}`)
  }
  return ordered.toSorted().join('\n')
}

const unwrapped = (line: object): object => ('json' in line ? (line.json as object) : line) // superjson's envelope

function named([value, ...later]: Encoded, parent: string, names: Map<number, string>): string {
  for (const [key, , chunk] of later) names.set(chunk, `${parent}.${key}`)
  return JSON.stringify([value, ...later.map(([key, kind]) => [key, kind])])
}
