import { fieldError } from '../../http/api-error.ts'
import { text, type Call } from '../../http/call.ts'
import type { Answer } from '../../http/router.ts'
import type { SettingsChange } from '../../instance/settings.ts'
import { choice, field, heading, json, tick } from './elements.ts'
import { html, type Html } from './html.ts'
import { baseOf, document } from './layout.ts'
import { settingAt, settingGroups, type SettingField } from './settings-fields.ts'

/** What Clerk's dashboard configures. The app shows a change when it asks for the environment again: on a reload. */
export function settingsPage(call: Call): Answer {
  const { world } = call
  const groups = settingGroups.map(({ title, fields }) => {
    const ticks = fields.filter(({ kind }) => kind === 'tick').map((each) => control(each, settingAt(world.settings, each.path)))
    const others = fields.filter(({ kind }) => kind !== 'tick').map((each) => control(each, settingAt(world.settings, each.path)))
    return html`<fieldset><legend>${title}</legend>${ticks.length > 0 && html`<div class="pair">${ticks}</div>`}${others.length > 0 && html`<div class="pair">${others}</div>`}</fieldset>`
  })
  return document(call, 'Settings', html`<section>${heading('settings', 'Settings')}<div class="card"><form method="post" action="${baseOf(world)}/_control/page/settings">${groups}<button class="primary">Save</button></form></div></section>`)
}

function control({ path, label, kind, hint }: SettingField, value: unknown): Html {
  if (kind === 'tick') return tick(path, label, value === true, hint)
  if (kind === 'json') return json(path, label, value, hint)
  if (kind === 'list') return field(path, label, Array.isArray(value) ? value.join(', ') : '', hint === undefined ? {} : { hint })
  if (typeof kind === 'object') return choice(path, label, String(value), kind.map((each) => [each, each] as const), hint)
  return field(path, label, value === null ? null : String(value), { type: kind, ...(hint !== undefined && { hint }) })
}

/** What the form sent, as a change of every setting. Throws, with the label, for what is none. */
export function sentSettings(call: Call): SettingsChange {
  const change: Record<string, unknown> = {}
  for (const each of settingGroups.flatMap(({ fields }) => fields)) put(change, each.path.split('.'), sent(call, each))
  return change as SettingsChange // each value is of the kind that its field says, which a test compares with the defaults
}

function sent(call: Call, { path, label, kind }: SettingField): unknown {
  const value = (text(call, path) ?? '').trim()
  if (kind === 'tick') return value === 'true'
  if (kind === 'list') return value.split(/[\s,]+/).filter((each) => each !== '')
  if (kind === 'text') return value
  if (kind === 'json') return object(value, label, path)
  if (kind === 'number') return number(value, label, path)
  if (kind.includes(value)) return value
  throw fieldError('form_param_format_invalid', `${label} is one of ${kind.join(', ')}.`, path)
}

function number(value: string, label: string, path: string): number | null {
  if (value === '' && (path === 'lockout.durationSeconds' || path === 'sessionInactivitySeconds')) return null
  const parsed = Number(value)
  if (value !== '' && Number.isSafeInteger(parsed) && parsed >= 0) return parsed
  throw fieldError('form_param_format_invalid', `${label}: ${value || 'nothing'} is no whole number.`, path)
}

function object(value: string, label: string, path: string): object {
  try {
    const parsed: unknown = JSON.parse(value)
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed
  } catch {
    // falls through to the same refusal
  }
  throw fieldError('form_param_format_invalid', `${label} is not a JSON object.`, path)
}

function put(into: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) into[name] = value
  else put((into[name] ??= {}) as Record<string, unknown>, rest, value) // made on this line, or by an earlier path
}
