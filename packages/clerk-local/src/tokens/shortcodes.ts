/** Where a shortcode's value is looked up: `user.public_metadata.plan` by its parts. `undefined` and `null` are the same. */
export type Lookup = (path: readonly string[]) => unknown

type Filled = (lookup: Lookup) => unknown

const SHORTCODE = /\{\{(.*?)\}\}/g
/** Texts in single quotes, the bars, or anything between two of them. */
const OPERANDS = /'(?:[^'\\]|\\.)*'|\|\||(?:(?!\|\|)[^'])+/g

const known = new WeakMap<object, Filled>()

/**
 * Claims with their shortcodes replaced: https://clerk.com/docs/guides/sessions/jwt-templates#shortcodes. A text that is
 * one shortcode becomes its value, of whatever type; within a longer text, values become text. `{{a || b || 'c'}}` is the
 * first of them that is not falsy, or else the last.
 */
export function fillIn(claims: Readonly<Record<string, unknown>>, lookup: Lookup): Record<string, unknown> {
  let filled = known.get(claims)
  if (!filled) known.set(claims, (filled = compiled(claims)))
  return filled(lookup) as Record<string, unknown> // an object is compiled to what fills an object
}

function compiled(value: unknown): Filled {
  if (typeof value === 'string') return compiledText(value)
  if (Array.isArray(value)) {
    const items = value.map(compiled)
    return (lookup) => items.map((item) => item(lookup))
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([name, each]) => [name, compiled(each)] as const)
    return (lookup) => Object.fromEntries(entries.map(([name, each]) => [name, each(lookup)]))
  }
  return () => value
}

function compiledText(text: string): Filled {
  const codes = [...text.matchAll(SHORTCODE)]
  const [only] = codes
  if (!only) return () => text
  if (codes.length === 1 && only[0] === text.trim()) return expression(only[1] ?? '')
  const parts: Filled[] = []
  let end = 0
  for (const code of codes) {
    const before = text.slice(end, code.index)
    parts.push(() => before, expression(code[1] ?? ''))
    end = code.index + code[0].length
  }
  const after = text.slice(end)
  return (lookup) => parts.map((part) => asText(part(lookup))).join('') + after
}

function expression(source: string): Filled {
  const operands = (source.match(OPERANDS) ?? []).map((each) => each.trim()).filter((each) => each !== '' && each !== '||').map(operand)
  return (lookup) => {
    let value: unknown = null
    for (const each of operands) if ((value = each(lookup))) return value
    return value
  }
}

function operand(source: string): Filled {
  const quoted = /^'(.*)'$/s.exec(source)?.[1]
  if (quoted !== undefined) return () => quoted.replace(/\\(.)/g, '$1')
  if (/^-?\d+(\.\d+)?$/.test(source)) return () => Number(source)
  if (source === 'true' || source === 'false') return () => source === 'true'
  const path = source.split('.')
  return (lookup) => lookup(path) ?? null
}

const asText = (value: unknown) => (value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value))
