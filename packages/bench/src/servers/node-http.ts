import { createServer } from 'node:http'
import { profile } from './profile.ts'
import { serve } from './serve.ts'

serve(() =>
  createServer((_request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ result: { data: { json: profile } } }))
  }),
)
