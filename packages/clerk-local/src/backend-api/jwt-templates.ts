import { changeTemplate, createTemplate, templateById, type TemplateFields } from '../domain/sessions/jwt-templates.ts'
import { record, text, type Call } from '../http/call.ts'
import { get, patch, post, remove, type Route } from '../http/router.ts'
import type { JwtTemplate } from '../store/rows/jwt-template.ts'
import { pageOrList } from './page.ts'

export const jwtTemplateRoutes: Route[] = [
  get('/v1/jwt_templates', (call) => ({ json: pageOrList([...call.world.store.jwtTemplates.values()], call.query, templateJson) })),
  post('/v1/jwt_templates', (call) => ({ json: templateJson(createTemplate(call.world, fieldsOf(call))) })),
  get('/v1/jwt_templates/:id', (call) => ({ json: templateJson(templateOf(call)) })),
  patch('/v1/jwt_templates/:id', (call) => ({ json: templateJson(changeTemplate(call.world, templateOf(call), fieldsOf(call))) })),
  remove('/v1/jwt_templates/:id', (call) => {
    const { id } = templateOf(call)
    call.world.store.jwtTemplates.remove(id)
    return { json: { object: 'jwt_template', id, deleted: true } }
  }),
]

const templateOf = (call: Call) => templateById(call.world, call.params['id'] ?? '')

function fieldsOf(call: Call): TemplateFields {
  const { lifetime, allowed_clock_skew: skew, custom_signing_key: custom } = call.body
  return {
    name: text(call, 'name'),
    claims: record(call, 'claims'),
    lifetime: numeric(lifetime),
    allowedClockSkew: numeric(skew),
    customSigningKey: custom === undefined || custom === null ? undefined : custom === true || custom === 'true',
    signingAlgorithm: text(call, 'signing_algorithm'),
    signingKey: text(call, 'signing_key'),
  }
}

const numeric = (value: unknown) => (value === undefined || value === null ? undefined : Number(value))

/** Without the key, which nobody gets back. */
function templateJson({ id, name, claims, lifetime, allowedClockSkew, signingAlgorithm, signingKey, createdAt, updatedAt }: JwtTemplate) {
  return {
    object: 'jwt_template',
    id,
    name,
    claims,
    lifetime,
    allowed_clock_skew: allowedClockSkew,
    custom_signing_key: signingKey !== null,
    signing_algorithm: signingAlgorithm,
    created_at: createdAt,
    updated_at: updatedAt,
  }
}
