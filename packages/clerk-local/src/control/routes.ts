import { ApiError } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import { get, post, type Route } from '../http/router.ts'
import type { LocalInstance } from '../local-instance.ts'
import { pageRoutes } from './page/routes.ts'
import { webhookControlRoutes } from './webhooks.ts'

/** The stand-in's own API, for other processes on this machine: what `ClerkLocal` does inside one. */
export function controlRoutes(local: LocalInstance, apps: () => readonly string[]): Route[] {
  const done = { json: { ok: true } }
  return [
    ...pageRoutes({ apps, webhooks: () => local.webhooks }),
    ...webhookControlRoutes(local.webhooks),
    get('/health', () => ({ json: { status: 'ok' } })),
    get('/_control/outbox', () => ({ json: local.outbox })),
    get('/_control/requests', () => ({ json: local.requests })),
    post('/_control/token', async (call) => ({ json: { token: await local.token(required(call, 'user'), tokenOptions(call)) } })),
    post('/_control/cookies', (call) => ({ json: { cookies: local.cookies(required(call, 'user'), { ...tokenOptions(call), app: required(call, 'app') }) } })),
    post('/_control/token-lifetime', (call) => {
      local.setTokenLifetime(number(call, 'seconds'))
      return done
    }),
    post('/_control/latency', (call) => {
      local.latency(required(call, 'route'), number(call, 'milliseconds'))
      return done
    }),
    post('/_control/fail', (call) => {
      const times = call.body['times'] === undefined ? {} : { times: number(call, 'times') }
      local.fail(required(call, 'route'), number(call, 'status'), times)
      return done
    }),
    post('/_control/reset', () => {
      local.reset()
      return done
    }),
  ]
}

function tokenOptions(call: Call) {
  const { organization, expiresIn, azp } = call.body
  return {
    ...(organization === undefined ? {} : { organization: organization === null ? null : String(organization) }),
    ...(expiresIn === undefined ? {} : { expiresIn: number(call, 'expiresIn') }),
    ...(azp === undefined ? {} : { azp: String(azp) }),
  }
}

function required(call: Call, field: string): string {
  const value = text(call, field)
  if (!value) throw new ApiError(422, 'form_param_missing', `${field} is missing.`, { param_name: field })
  return value
}

function number(call: Call, field: string): number {
  const value = Number(required(call, field))
  if (!Number.isFinite(value)) throw new ApiError(422, 'form_param_format_invalid', `${field} is not a number.`, { param_name: field })
  return value
}
