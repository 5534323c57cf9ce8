import { createServer } from 'node:http'
import { os } from '@orpc/server'
import { RPCHandler } from '@orpc/server/node'
import { profile, profileInput, profileOutput } from './profile.ts'
import { serve } from './serve.ts'

/** oRPC's own protocol on node:http, without authentication. */
serve(() => {
  const router = { user: { profile: os.route({ method: 'GET' }).input(profileInput).output(profileOutput).handler(() => profile) } }
  const handler = new RPCHandler(router)
  return createServer((request, response) => {
    void handler.handle(request, response, { prefix: '/trpc', context: {} }).then(({ matched }) => {
      if (!matched) response.writeHead(404).end()
    })
  })
})
