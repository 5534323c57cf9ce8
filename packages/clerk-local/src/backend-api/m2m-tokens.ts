import { createM2MToken, m2mTokenById, revokeM2MToken, verifyM2MToken } from '../domain/machines/m2m-tokens.ts'
import { isPast } from '../domain/machines/api-keys.ts'
import { fieldError } from '../http/api-error.ts'
import { record, text, type Call } from '../http/call.ts'
import { get, post, type Answer, type Route } from '../http/router.ts'
import { machineOf, requireMachine } from '../http/server-key.ts'
import { m2mTokenJson } from '../serialize/machine.ts'
import { required, whole } from './fields.ts'
import { ordered } from './order.ts'
import { pageOf } from './page.ts'

/** Tokens between machines. The SDK asks for them without a version in the path, with a machine's key or the instance's. */
export const m2mTokenRoutes: Route[] = [
  get('/m2m_tokens', list),
  post('/m2m_tokens', create),
  post('/m2m_tokens/verify', (call) => ({ json: m2mTokenJson(call.world, verifyM2MToken(call.world, required(call, 'token'), machineOf(call))) })),
  post('/m2m_tokens/:id/revoke', (call) => {
    const token = m2mTokenById(call.world, call.params['id'] ?? '', machineOf(call))
    return { json: m2mTokenJson(call.world, revokeM2MToken(call.world, token, text(call, 'revocation_reason') ?? null)) }
  }),
]

function create(call: Call): Answer {
  const format = text(call, 'token_format') ?? 'opaque'
  if (format !== 'opaque' && format !== 'jwt') throw fieldError('form_param_value_invalid', 'token_format must be opaque or jwt.', 'token_format')
  const token = createM2MToken(call.world, requireMachine(call), {
    format,
    seconds: whole(call, 'seconds_until_expiration', 1),
    claims: record(call, 'claims'),
    minRemainingSeconds: whole(call, 'min_remaining_ttl_seconds', 0),
  })
  return { json: { ...m2mTokenJson(call.world, token), token: token.token } }
}

/** A machine sees its own, the instance those of every machine; revoked and expired ones, too, where they are asked for. */
function list(call: Call): Answer {
  const { world, query } = call
  const machine = machineOf(call)
  const subject = query.get('subject') ?? ''
  const [revoked, expired] = [query.get('revoked') === 'true', query.get('expired') === 'true']
  const mine = machine && machine.id !== subject ? [] : world.store.m2mTokens.by('subject', subject)
  const found = mine.filter((token) => (revoked || !token.revoked) && (expired || !isPast(world, token.expireAt)))
  const { data, total_count } = pageOf(ordered(found, query, { created_at: ({ createdAt }) => createdAt }), query, (token) => m2mTokenJson(world, token))
  return { json: { m2m_tokens: data, total_count } }
}
