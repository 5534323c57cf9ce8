import type * as Yaml from 'yaml'
import { pathText, type Problem } from './problem.ts'

/** A seed that cannot be planted; its message is one line for each reason, with file, line and column. */
export class SeedError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'))
  }
}

/** The text of a seed: what it says, and where it says it. */
export class SeedSource {
  readonly #name: string
  readonly #text: string
  #parsed: Promise<{ readonly document: Yaml.Document.Parsed; readonly lines: Yaml.LineCounter; readonly yaml: typeof Yaml }> | undefined

  constructor(name: string, text: string) {
    this.#name = name
    this.#text = text.replace(/^\uFEFF/, '')
  }

  /** What it says, as plain values. Throws a SeedError where it is neither JSON nor YAML. */
  async content(): Promise<unknown> {
    if (this.#name.endsWith('.json')) {
      try {
        return JSON.parse(this.#text) as unknown // many times faster than reading it as YAML, which it is as well
      } catch {
        // YAML's reader knows where
      }
    }
    const { document, lines, yaml } = await this.#read()
    const [error] = document.errors
    if (error) {
      const { line, col } = lines.linePos(error.pos[0])
      throw new SeedError([`${this.#name}:${line}:${col} ${error.message.split(/[\n:]/)[0] ?? 'This is not YAML'}`])
    }
    if (this.#name.endsWith('.json')) throw new SeedError([`${this.#name}:${this.#jsonError()}`])
    try {
      return yaml.isNode(document.contents) ? (document.toJS() as unknown) : null
    } catch (error) {
      throw new SeedError([`${this.#name}:1:1 ${error instanceof Error ? error.message : String(error)}`]) // aliases without end
    }
  }

  /** The problems with the places in the text that they are about. */
  async describe(problems: readonly Problem[]): Promise<string[]> {
    const { document, lines, yaml } = await this.#read()
    return problems.map((problem) => {
      const { line, col } = lines.linePos(offsetOf(yaml, document, problem))
      return `${this.#name}:${line}:${col} ${[pathText(problem.path), problem.message].filter(Boolean).join(' ')}`
    })
  }

  #read() {
    this.#parsed ??= import('yaml').then((yaml) => {
      const lines = new yaml.LineCounter()
      return { document: yaml.parseDocument(this.#text, { lineCounter: lines, prettyErrors: false }), lines, yaml }
    })
    return this.#parsed
  }

  /** For JSON that YAML reads and JSON's own reader does not: commas at the end, comments, quotes left out. */
  #jsonError(): string {
    try {
      JSON.parse(this.#text)
      return '1:1 This is not JSON'
    } catch (error) {
      const message = error instanceof Error ? error.message : ''
      const offset = Number(/position (\d+)/.exec(message)?.[1] ?? this.#text.length)
      const before = this.#text.slice(0, offset).split('\n')
      return `${before.length}:${(before.at(-1)?.length ?? 0) + 1} This is not JSON: ${message.replace(/ in JSON.*| at position.*/, '')}`
    }
  }
}

/** Where the value at a path begins or, where it is missing or about its name, its name or whatever it is missing from. */
function offsetOf(yaml: typeof Yaml, document: Yaml.Document.Parsed, { path, ofKey }: Problem): number {
  let node: unknown = document.contents
  let offset = 0
  for (const [index, part] of path.entries()) {
    if (yaml.isAlias(node)) node = node.resolve(document)
    const pair = yaml.isMap(node) ? node.items.find(({ key }) => (yaml.isScalar(key) ? String(key.value) : String(key)) === String(part)) : undefined
    const next = yaml.isSeq(node) ? node.items[Number(part)] : pair?.value
    if (pair && yaml.isNode(pair.key)) offset = pair.key.range?.[0] ?? offset
    if (ofKey && index === path.length - 1) return offset
    if (!yaml.isNode(next)) return offset
    offset = next.range?.[0] ?? offset
    node = next
  }
  return offset
}
