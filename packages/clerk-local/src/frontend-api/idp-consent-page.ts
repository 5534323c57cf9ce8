import { html } from '../control/page/html.ts'
import type { Answer } from '../http/router.ts'

export interface Consent {
  /** Where the decision goes, with the application's request as it came. */
  readonly action: string
  readonly fields: readonly (readonly [name: string, value: string])[]
  readonly application: string
  readonly to: string
  readonly instance: string
  readonly user: string
  readonly scopes: readonly string[]
}

/** Asks the user whether an application may have what it asks for. Nobody can put it into a frame. */
export function consentPage({ action, fields, application, to, instance, user, scopes }: Consent): Answer {
  const page = html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${application} asks for access</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:10vh auto;padding:0 1rem;color-scheme:light dark}li{margin:.25rem 0}button{font:inherit;padding:.5rem 1.25rem;margin-right:.5rem;border-radius:.5rem;border:1px solid currentColor}small{opacity:.75}</style></head>
<body><main><h1>${application}</h1><p>wants to access your ${instance} account <b>${user}</b>:</p>
<ul>${scopes.map((scope) => html`<li>${scope}</li>`)}</ul>
<form method="post" action="${action}">${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button name="consented" value="true">Allow</button><button name="consented" value="false">Deny</button></form>
<p><small>You will go on to ${to}.</small></p></main></body></html>`
  return { content: page.text, type: 'text/html; charset=utf-8', headers: { 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'" } }
}
