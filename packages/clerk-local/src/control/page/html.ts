/** Markup that is safe to write into a page. */
export class Html {
  constructor(readonly text: string) {}
}

/** What may stand in markup; `null` and `false` stand for nothing. */
export type Part = Html | readonly Html[] | string | number | null | false

/** Markup with values in it; text is escaped, markup made by this same function is not. */
export function html(strings: TemplateStringsArray, ...values: Part[]): Html {
  return new Html(String.raw({ raw: strings }, ...values.map(written)))
}

function written(value: Part): string {
  if (value === null || value === false) return ''
  if (value instanceof Html) return value.text
  if (typeof value === 'object') return value.map(({ text }) => text).join('')
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
