import { fastify } from 'fastify'
import { expect, it } from 'vitest'
import { schemaCompilers } from './schema-compilers.ts'

it('checks what comes and shapes what goes by a route’s JSON schema, as Fastify does by itself', async () => {
  const body = { type: 'object', required: ['count'], properties: { count: { type: 'integer' } } }
  const answers = [{ schemaController: schemaCompilers }, {}].map(async (options) => {
    const app = fastify(options)
    app.post('/', { schema: { body, response: { 200: body } } }, async ({ body: input }) => ({ ...(input as object), secret: 1 })) // the schema says so
    const [good, bad] = await Promise.all([{ count: '2' }, { count: 'two' }].map((payload) => app.inject({ method: 'POST', url: '/', payload })))
    return [good?.json(), bad?.statusCode, bad?.json()]
  })
  const [lazy, eager] = await Promise.all(answers)
  expect(lazy).toEqual(eager)
  expect(lazy).toEqual([{ count: 2 }, 400, expect.objectContaining({ code: 'FST_ERR_VALIDATION' })])
})
