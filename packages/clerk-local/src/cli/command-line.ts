import { suggestion } from '../seed/problem.ts'

/** What somebody typed that the command does not know; exit code 2. */
export class UsageError extends Error {}

/** How an option is written: with a text behind it, with several, or alone. */
type Kind = 'text' | 'texts' | 'flag'

/** The options of each command; the first of the names is the command that nobody has to type. */
const COMMANDS = {
  start: { port: 'text', host: 'text', 'allow-host': 'texts', data: 'text', seed: 'text', reset: 'flag', instance: 'texts', webhook: 'texts', 'remote-webhooks': 'flag' },
  env: { port: 'text', host: 'text', instance: 'text', for: 'text' },
  token: { port: 'text', host: 'text', instance: 'text', org: 'text', azp: 'text', expires: 'text' },
  routes: { missing: 'flag' },
  help: {},
} as const satisfies Record<string, Record<string, Kind>>

export type Command = keyof typeof COMMANDS

/** A command with its options by name; what stands behind none is in `rest`. */
export interface CommandLine {
  readonly command: Command
  readonly rest: readonly string[]
  text(name: string): string | undefined
  texts(name: string): readonly string[]
  flag(name: string): boolean
}

/** Reads what was typed. Throws a UsageError for a command and for an option that there is not. */
export function readCommandLine(words: readonly string[]): CommandLine {
  if (words.some((word) => word === '--help' || word === '-h')) return commandLine('help', [], new Map())
  if (words.includes('--version')) return commandLine('help', ['version'], new Map())
  const at = commandAt(words)
  const command = commandOf(words[at])
  const known: Readonly<Record<string, Kind>> = COMMANDS[command]
  const given = new Map<string, string[]>()
  const rest: string[] = []
  const left = words.filter((_, index) => index !== at)
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (!word.startsWith('--')) {
      rest.push(word)
      continue
    }
    const [, name = '', , value] = /^--([^=]*)(=(.*))?$/s.exec(word) ?? []
    const kind = known[name]
    if (kind === undefined) throw new UsageError(`${command} has no option --${name}${meant(name, Object.keys(known), '--')}`)
    if (kind === 'flag' && value !== undefined) throw new UsageError(`--${name} takes no value.`)
    const text = kind === 'flag' ? '' : value ?? left.shift()
    if (text === undefined || (value === undefined && text.startsWith('--'))) throw new UsageError(`--${name} needs a value.`)
    if (kind !== 'texts' && given.has(name)) throw new UsageError(`--${name} is given twice.`)
    given.set(name, [...(given.get(name) ?? []), text])
  }
  return commandLine(command, rest, given)
}

/** The first word that is neither an option nor what an option is given: options may come before it. */
function commandAt(words: readonly string[]): number {
  const kinds: Readonly<Record<string, Kind>> = Object.assign({}, ...Object.values(COMMANDS))
  return words.findIndex((word, index) => {
    const before = words[index - 1]
    const isValue = before !== undefined && before.startsWith('--') && !before.includes('=') && kinds[before.slice(2)] !== 'flag'
    return !word.startsWith('-') && !isValue
  })
}

function commandOf(word: string | undefined): Command {
  if (word === undefined) return 'start'
  if (Object.hasOwn(COMMANDS, word)) return word as Command // one of its keys
  throw new UsageError(`There is no command ${word}${meant(word, Object.keys(COMMANDS), '')}`)
}

function meant(name: string, known: readonly string[], prefix: string): string {
  const found = suggestion(name, known)
  return found === undefined ? '; see clerk-local --help.' : `; did you mean ${prefix}${found}?`
}

const commandLine = (command: Command, rest: readonly string[], given: ReadonlyMap<string, readonly string[]>): CommandLine => ({
  command,
  rest,
  text: (name) => given.get(name)?.[0],
  texts: (name) => given.get(name) ?? [],
  flag: (name) => given.has(name),
})
