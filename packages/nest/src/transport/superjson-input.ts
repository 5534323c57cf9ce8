import { TRPCError } from '@trpc/server'

/** What superjson writes: JSON, and where in it something else stood. */
interface Payload {
  readonly json?: unknown
  readonly meta?: { readonly values?: unknown; readonly v?: unknown } | null
}

/**
 * Reads what a caller's superjson wrote, in a time that is in proportion to its length.
 *
 * superjson itself trusts the annotations: one may write behind the end of an array and make four billion elements of a
 * hundred bytes, name an array as a date, or run a path through a prototype. Here an annotation names something that was
 * sent, once, as a type that a contract's schema can hold, in the form in which superjson writes that type. Where one
 * object stood in two places its copies are read as two, which is all that JSON has of them.
 *
 * @throws {TRPCError} BAD_REQUEST
 */
export function readInput(payload: unknown): unknown {
  if (payload === undefined || payload === null) return undefined
  if (typeof payload !== 'object') throw refused()
  const { json, meta } = payload as Payload // an object
  const root = { json }
  if (meta?.values !== undefined && meta.values !== null) new Annotations(Number(meta.v ?? 0) < 1).apply(meta.values, root, 'json', 0)
  return root.json
}

// Deeper than any input. It also bounds the recursion.
const MAX_DEPTH = 64
const MAX_BIGINT_DIGITS = 400
const UNSAFE = new Set(['__proto__', 'constructor', 'prototype'])

type Holder = Record<string, unknown>

class Annotations {
  /** Before version 1 of its format superjson escaped dots, and not the escapes. */
  constructor(private readonly legacy: boolean) {}

  /** A tree is `[type]`, `[type, children]`, or children alone: trees by path. `holder[key]` is what it is about. */
  apply(tree: unknown, holder: Holder, key: string, depth: number): void {
    if (depth > MAX_DEPTH || typeof tree !== 'object' || tree === null) throw refused()
    if (!Array.isArray(tree)) return this.applyEach(tree, holder, key, depth)
    const [type, children] = tree as unknown[]
    // What is inside first, while it is still JSON.
    if (children !== undefined) {
      if (typeof children !== 'object' || children === null || Array.isArray(children)) throw refused()
      this.applyEach(children, holder, key, depth)
    }
    holder[key] = revived(type, holder[key])
  }

  private applyEach(trees: object, holder: Holder, key: string, depth: number): void {
    for (const path of Object.keys(trees)) {
      const segments = this.segments(path)
      if (depth + segments.length > MAX_DEPTH) throw refused()
      const last = segments.pop()!
      let inside = child(holder, key)
      for (const segment of segments) inside = child(inside, segment)
      if (!has(inside, last)) throw refused()
      this.apply((trees as Holder)[path], inside, last, depth + segments.length + 1) // an object
    }
  }

  private segments(path: string): string[] {
    if (!path.includes('\\')) return path.split('.', MAX_DEPTH + 2)
    const segments = ['']
    for (let at = 0; at < path.length; at++) {
      const [character, next] = [path[at]!, path[at + 1]]
      const escapes = character === '\\' && (next === '.' || (next === '\\' && !this.legacy))
      if (character === '\\' && !escapes && !this.legacy) throw refused()
      if (character === '.') segments.push('')
      else segments[segments.length - 1] += escapes ? path[++at]! : character
    }
    return segments
  }
}

function child(holder: Holder, key: string): Holder {
  const value = has(holder, key) ? holder[key] : null
  if (typeof value !== 'object' || value === null) throw refused()
  return value as Holder // an object or an array, with own keys only; see has()
}

function has(holder: Holder, key: string): boolean {
  if (Array.isArray(holder) && !/^(0|[1-9]\d{0,9})$/.test(key)) return false
  return !UNSAFE.has(key) && Object.hasOwn(holder, key) && isJson(holder)
}

/** Not something that another annotation has already made. */
function isJson(holder: Holder): boolean {
  return Array.isArray(holder) || Object.getPrototypeOf(holder) === Object.prototype
}

function revived(type: unknown, json: unknown): unknown {
  switch (type) {
    case 'undefined':
      if (json === null || json === undefined) return undefined
      break
    case 'Date':
      if (typeof json === 'string') return new Date(json)
      break
    case 'bigint':
      if (typeof json === 'string' && json.length <= MAX_BIGINT_DIGITS && /^-?\d+$/.test(json)) return BigInt(json)
      break
    case 'number':
      if (json === 'NaN' || json === 'Infinity' || json === '-Infinity' || json === '-0') return Number(json)
      break
    case 'URL':
      if (typeof json === 'string' && URL.canParse(json)) return new URL(json)
      break
    case 'set':
      if (Array.isArray(json)) return new Set(json)
      break
    case 'map':
      if (Array.isArray(json) && json.every((entry) => Array.isArray(entry) && entry.length === 2)) return new Map(json as [unknown, unknown][]) // just checked
      break
  }
  throw refused()
}

const refused = () => new TRPCError({ code: 'BAD_REQUEST', message: 'The input holds something that is not taken.' })
