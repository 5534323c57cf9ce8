import { isRecord } from '../domain/organizations/enterprise-connections.ts'
import { emailById, sendEmail, type NewEmail } from '../domain/verification/emails.ts'
import { ApiError, fieldError } from '../http/api-error.ts'
import { record, text, type Call } from '../http/call.ts'
import { get, post, type Answer, type Route } from '../http/router.ts'
import { emailJson } from '../serialize/email.ts'
import { required } from './fields.ts'

/** Transactional emails of an app. */
export const emailRoutes: Route[] = [
  post('/v1/email', (call) => {
    const key = call.request.headers['idempotency-key']
    return { json: emailJson(call.world, sendEmail(call.world, emailOf(call, typeof key === 'string' ? key : null))) }
  }),
  post('/v1/email/batch', sendBatch),
  get('/v1/email/:id', (call) => ({ json: emailJson(call.world, emailById(call.world, call.params['id'] ?? '')) })),
]

/** Each by itself: what is wrong with one does not keep the others. */
function sendBatch(call: Call): Answer {
  const messages = call.body['messages']
  if (!Array.isArray(messages) || messages.length < 1 || messages.length > 100) throw fieldError('form_param_value_invalid', 'messages must have 1 to 100 entries.', 'messages')
  const results = messages.map((body: unknown, index) => {
    try {
      const one = { ...call, body: isRecord(body) ? body : {} }
      return { index, status_code: 200, email: emailJson(call.world, sendEmail(call.world, emailOf(one, text(one, 'idempotency_key') ?? null))) }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      return { index, status_code: error.status, errors: error.body.errors }
    }
  })
  return { json: results }
}

function emailOf(call: Call, idempotencyKey: string | null): NewEmail {
  const [to, from] = [inner(call, 'to'), inner(call, 'from')]
  required(from, 'address')
  return {
    to: { address: text(to, 'address'), userId: text(to, 'user_id') },
    fromName: text(from, 'name') ?? text(from, 'address')?.replace(/@.*/, '') ?? '',
    subject: required(call, 'subject'),
    html: text(call, 'html') ?? null,
    text: text(call, 'text') ?? null,
    idempotencyKey,
  }
}

const inner = (call: Call, field: string): Call => ({ ...call, body: record(call, field) ?? {} })
