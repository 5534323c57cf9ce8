const COLOURS: Record<string, number> = { clerk: 35, api: 36, web: 32 }

const coloured = (text: string, colour: number) => (process.stdout.isTTY && !process.env['NO_COLOR'] ? `\u001B[${colour}m${text}\u001B[0m` : text)
export const bold = (text: string) => coloured(text, 1)
export const dim = (text: string) => coloured(text, 2)

/** Prints a child's line under its name; the API's JSON becomes a sentence, and what says nothing new is left out. */
export function printLine(name: string, line: string): void {
  const text = name === 'api' ? apiSentence(line) : NEXT_BANNER.test(line) ? null : line.trimEnd()
  for (const part of text?.split('\n') ?? []) if (part) process.stdout.write(`${coloured(name.padEnd(5), COLOURS[name] ?? 37)} ${part}\n`)
}

// The addresses are printed once, when all of them answer.
const NEXT_BANNER = /^\s*(▲ Next\.js|- (Local|Network|Environments|Experiments)\b|✓ (Starting|Ready|Running)\b)/

interface ApiLine {
  level: number
  msg?: string
  method?: string
  path?: string
  status?: number
  ms?: number
  requestId?: string
  err?: { stack?: string }
}

function apiSentence(line: string): string | null {
  if (!line.startsWith('{')) return line
  let parsed: ApiLine
  try {
    parsed = JSON.parse(line)
  } catch {
    return line
  }
  const { level, msg, method, path, status, ms, requestId, err } = parsed
  if (msg === 'request') return `${method} ${path} ${status ?? 'aborted'} ${dim(`${ms} ms`)}`
  if (err?.stack) return `${msg} ${dim(requestId ?? '')}\n${err.stack}`
  return level >= 30 ? (msg ?? line) : null
}
