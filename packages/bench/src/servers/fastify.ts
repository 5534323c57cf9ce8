import Fastify from 'fastify'
import { profile } from './profile.ts'
import { serve } from './serve.ts'

serve(async () => {
  const app = Fastify()
  app.get('/trpc/:path', () => ({ result: { data: { json: profile } } }))
  await app.listen({ port: 0, host: '127.0.0.1' })
  return app.server
})
