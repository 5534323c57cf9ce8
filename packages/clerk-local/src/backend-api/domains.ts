import { isLocalHost } from '../http/access.ts'
import { ApiError, fieldError, notFound } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import { get, patch, post, remove, type Answer, type Route } from '../http/router.ts'
import { domainJson, primaryDomain } from '../serialize/configuration.ts'
import { newId } from '../store/ids.ts'
import type { Domain } from '../store/rows/configuration.ts'
import { flag, required } from './fields.ts'

/** The instance's domains: its own, which stays, and satellites. The first page is all of them, as the SDK asks for no other. */
export const domainRoutes: Route[] = [
  get('/v1/domains', ({ world }) => {
    const all = [...world.store.domains.values()].reverse()
    return { json: { data: [...all, primaryDomain(world)].map((domain) => domainJson(world, domain)), total_count: all.length + 1 } }
  }),
  post('/v1/domains', (call) => ({ json: domainJson(call.world, add(call)) })),
  patch('/v1/domains/:id', (call) => {
    const domain = domainOf(call)
    const [name, proxyUrl] = [text(call, 'name'), call.body['proxy_url'] === null ? null : text(call, 'proxy_url')]
    if (domain.id === primaryDomain(call.world).id) throw new ApiError(403, 'operation_not_allowed_on_primary_domain', 'The domain of the stand-in follows from its keys and cannot be changed.')
    if (name !== undefined) refuseName(call, name)
    const changes = { ...(name !== undefined && { name: name.toLowerCase() }), ...(proxyUrl !== undefined && { proxyUrl }), updatedAt: call.world.clock.now() }
    return { json: domainJson(call.world, call.world.store.domains.update(domain, changes)) }
  }),
  remove('/v1/domains/:id', (call) => {
    const { id } = domainOf(call)
    if (id === primaryDomain(call.world).id) throw new ApiError(403, 'operation_not_allowed_on_primary_domain', 'The primary domain cannot be deleted.')
    call.world.store.domains.remove(id)
    return { json: { object: 'domain', id, deleted: true } }
  }),
  post('/v1/proxy_checks', checkProxy),
  // Of production instances, which a stand-in never is.
  post('/v1/beta_features/change_domain', () => {
    throw new ApiError(400, 'operation_not_allowed_on_development_instance', 'Only the domain of a production instance can be changed.')
  }),
]

function add(call: Call): Domain {
  const { world } = call
  const name = required(call, 'name')
  if (flag(call, 'is_satellite') !== true) throw fieldError('form_param_value_invalid', 'There is one primary domain; a further one must be a satellite.', 'is_satellite')
  refuseName(call, name)
  const now = world.clock.now()
  return world.store.domains.insert({ id: newId('dmn'), name: name.toLowerCase(), satellite: true, proxyUrl: text(call, 'proxy_url') ?? null, createdAt: now, updatedAt: now })
}

function refuseName({ world }: Call, name: string): void {
  if (!/^[a-z\d]([a-z\d.-]*[a-z\d])?(:\d{1,5})?$/i.test(name)) throw fieldError('form_param_format_invalid', 'name must be a host, without a scheme or a path.', 'name')
  if ([...world.store.domains.values()].some((each) => each.name === name.toLowerCase())) throw fieldError('form_identifier_exists', `The domain ${name} exists already.`, 'name')
}

function domainOf({ world, params }: Call): Domain {
  const primary = primaryDomain(world)
  const found = params['id'] === primary.id ? primary : world.store.domains.get(params['id'] ?? '')
  if (!found) throw notFound(`Domain ${params['id']}`)
  return found
}

/** Whether the proxy of an app leads here. Only proxies of this machine are asked. */
async function checkProxy(call: Call): Promise<Answer> {
  const { world } = call
  const domain = domainOf({ ...call, params: { id: required(call, 'domain_id') } })
  const proxyUrl = required(call, 'proxy_url')
  if (!URL.canParse(proxyUrl)) throw fieldError('form_param_format_invalid', 'proxy_url must be a valid url.', 'proxy_url')
  const successful = isLocalHost(new URL(proxyUrl).hostname) && (await leadsHere(proxyUrl))
  const now = world.clock.now()
  return { json: { object: 'proxy_check', id: newId('proxchk'), domain_id: domain.id, proxy_url: proxyUrl, successful, last_run_at: now, created_at: now, updated_at: now } }
}

async function leadsHere(proxyUrl: string): Promise<boolean> {
  try {
    const answer = await fetch(`${proxyUrl.replace(/\/$/, '')}/v1/environment`, { redirect: 'manual', signal: AbortSignal.timeout(2000) })
    return answer.ok && 'auth_config' in ((await answer.json()) as object) // JSON of an environment is an object; of anything else it throws or has no such field
  } catch {
    return false
  }
}
