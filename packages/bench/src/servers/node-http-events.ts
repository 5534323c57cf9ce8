import { createServer, type ServerResponse } from 'node:http'
import { answerEvents } from './events.ts'
import { serve } from './serve.ts'

const clients = new Set<ServerResponse>()

/** What a stream costs at the least: one frame, written to every response. */
serve(() => {
  answerEvents(
    (id, event) => {
      const frame = Buffer.from(`data: ${JSON.stringify({ json: event })}\nid: ${id}\n\n`)
      for (const response of clients) response.write(frame)
    },
    () => clients.size,
  )
  return createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: connected\ndata: {}\n\n')
    clients.add(response)
    response.on('close', () => clients.delete(response))
  })
})
