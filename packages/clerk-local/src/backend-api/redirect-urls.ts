import { ApiError, fieldError, notFound } from '../http/api-error.ts'
import type { Call } from '../http/call.ts'
import { get, post, remove, type Route } from '../http/router.ts'
import { redirectUrlJson } from '../serialize/configuration.ts'
import { newId } from '../store/ids.ts'
import type { RedirectUrl } from '../store/rows/configuration.ts'
import { required } from './fields.ts'
import { ordered } from './order.ts'
import { pageOrList } from './page.ts'

/** Where native apps may be sent back to. */
export const redirectUrlRoutes: Route[] = [
  get('/v1/redirect_urls', ({ world, query }) => ({ json: pageOrList(ordered(world.store.redirectUrls.values(), query, { created_at: ({ createdAt }) => createdAt }), query, redirectUrlJson) })),
  post('/v1/redirect_urls', (call) => ({ json: redirectUrlJson(create(call, required(call, 'url'))) })),
  get('/v1/redirect_urls/:id', (call) => ({ json: redirectUrlJson(urlOf(call)) })),
  remove('/v1/redirect_urls/:id', (call) => {
    const { id } = urlOf(call)
    call.world.store.redirectUrls.remove(id)
    return { json: { object: 'redirect_url', id, deleted: true } }
  }),
]

function create({ world }: Call, url: string): RedirectUrl {
  // Also `my-app://callback`; never what runs in the page that opens it.
  if (!URL.canParse(url) || /^(javascript|data|vbscript):/i.test(url)) throw fieldError('form_param_format_invalid', 'url must be a valid url.', 'url')
  if ([...world.store.redirectUrls.values()].some((each) => each.url === url)) throw new ApiError(400, 'duplicate_record', 'duplicate record', { param_name: 'url' }, `the redirect url ${url} already exists`)
  const now = world.clock.now()
  return world.store.redirectUrls.insert({ id: newId('ru'), url, createdAt: now, updatedAt: now })
}

function urlOf({ world, params }: Call): RedirectUrl {
  const found = world.store.redirectUrls.get(params['id'] ?? '')
  if (!found) throw notFound(`Redirect URL ${params['id']}`)
  return found
}
