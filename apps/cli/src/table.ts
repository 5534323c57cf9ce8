/** Names and values in two aligned columns. */
export function table(answer: object): string {
  const rows = Object.entries(answer)
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${shown(value)}\n`).join('')
}

// What a server sends may hold control characters, which a terminal would obey.
const shown = (value: unknown) => (value instanceof Date ? value.toISOString() : String(value)).replace(/\p{Cc}/gu, ' ')
