import { html, type Html, type Part } from './html.ts'

/** A heading with how many there are, and what stands beside it. */
export function heading(id: string, label: string, count: number | null = null, aside: Part = null): Html {
  return html`<h2 id="${id}">${label}${count !== null && html` <span>${count}</span>`}${aside}</h2>`
}

/** A table in a card that scrolls by itself on a narrow screen; a sentence in place of no rows. */
export function table(labelledBy: string, heads: readonly string[], rows: readonly Html[], empty: string): Html {
  if (rows.length === 0) return html`<div class="card"><p class="empty">${empty}</p></div>`
  const cells = heads.map((head) => html`<th scope="col">${head}</th>`)
  return html`<div class="card" tabindex="0" role="region" aria-labelledby="${labelledBy}"><table><thead><tr>${cells}</tr></thead><tbody>${rows}</tbody></table></div>`
}

/** In UTC, which is what logs are in. */
export function time(at: number | null): Html {
  if (at === null) return html`—`
  const iso = new Date(at).toISOString()
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`
}

/** A form that does one thing by one button. */
export function button(action: string, label: string, fields: Readonly<Record<string, string>> = {}, kind: 'plain' | 'danger' | 'primary' = 'plain'): Html {
  const hidden = Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
  return html`<form method="post" action="${action}" class="inline">${hidden}<button class="${kind}">${label}</button></form>`
}

export interface FieldOptions {
  readonly type?: 'text' | 'email' | 'tel' | 'number' | 'search'
  readonly hint?: string
  readonly required?: boolean
}

export function field(name: string, label: string, value: string | number | null, { type = 'text', hint, required = false }: FieldOptions = {}): Html {
  return html`<label>${label}${hint !== undefined && html` <small>${hint}</small>`}<input name="${name}" type="${type}" value="${value ?? ''}" autocomplete="off"${required && html` required`}></label>`
}

export function choice(name: string, label: string, value: string, options: readonly (readonly [value: string, label: string])[], hint?: string): Html {
  const rows = options.map(([each, text]) => html`<option value="${each}"${each === value && html` selected`}>${text}</option>`)
  return html`<label>${label}${hint !== undefined && html` <small>${hint}</small>`}<select name="${name}">${rows}</select></label>`
}

export function tick(name: string, label: string, checked: boolean, hint?: string): Html {
  return html`<label class="tick"><input type="checkbox" name="${name}" value="true"${checked && html` checked`}><span>${label}${hint !== undefined && html` <small>${hint}</small>`}</span></label>`
}

/** A JSON object, to be edited as text. */
export function json(name: string, label: string, value: unknown, hint?: string): Html {
  return html`<label>${label}${hint !== undefined && html` <small>${hint}</small>`}<textarea name="${name}" rows="4" spellcheck="false">${JSON.stringify(value, null, 2)}</textarea></label>`
}

/** Where one is in a long list, and the way on. */
export function pager(address: (offset: number) => string, offset: number, limit: number, total: number): Html {
  if (total <= limit) return html``
  const back = offset > 0 && html`<a href="${address(Math.max(0, offset - limit))}" rel="prev">Newer</a>`
  const on = offset + limit < total && html`<a href="${address(offset + limit)}" rel="next">Older</a>`
  return html`<p class="pager">${offset + 1}–${Math.min(total, offset + limit)} of ${total} ${back} ${on}</p>`
}
