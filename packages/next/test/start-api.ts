import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mutation, query, subscription, type ErrorData, type RouterOf } from '@throughline/contract'
import { initTRPC, TRPCError } from '@trpc/server'
import { createHTTPHandler } from '@trpc/server/adapters/standalone'
import superjson from 'superjson'
import * as z from 'zod'

export const contract = {
  note: {
    whoami: query({ summary: 'Tell which token came.', access: 'public', output: z.string() }),
    now: query({ summary: 'Tell the time.', access: 'public', output: z.date() }),
    add: mutation({ summary: 'Add one.', access: 'public', input: z.string(), output: z.string() }),
    watch: subscription({
      summary: 'Follow a room’s.',
      access: 'public',
      input: z.strictObject({ room: z.string(), lastEventId: z.string().optional() }),
      output: z.object({ text: z.string() }),
    }),
  },
}
export type NoteRouter = RouterOf<typeof contract>

export interface Seen {
  readonly method: string
  readonly path: string
  readonly token: string | null
  readonly requestId: string | null
  readonly cookie: string | null
  readonly lastEventId: string | null
}

export interface RunningServer {
  readonly url: string
  /** One entry per HTTP request, in order of arrival. */
  readonly requests: Seen[]
  close(): Promise<void>
}

export interface TestApi extends RunningServer {
  /** Tokens that are answered with `token-expired`. */
  readonly expired: Set<string>
  /** What `note.add` has stored. */
  readonly notes: string[]
}

/** A tRPC server that answers as the API does: refused tokens never reach a procedure. */
export async function startApi(): Promise<TestApi> {
  const expired = new Set<string>()
  const notes: string[] = []
  const t = initTRPC.context<{ token: string | null; requestId: string }>().create({
    transformer: superjson,
    errorFormatter({ shape, error, ctx }) {
      const reason = error.message === 'token-expired' ? error.message : undefined
      const data: ErrorData = { code: error.code, httpStatus: shape.data.httpStatus, requestId: ctx?.requestId ?? '', reason }
      return { ...shape, data }
    },
  })
  const procedure = t.procedure.use(({ ctx, next }) => {
    if (ctx.token !== null && expired.has(ctx.token)) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'token-expired' })
    return next()
  })
  const router = t.router({
    note: {
      whoami: procedure.query(({ ctx }) => ctx.token ?? 'nobody'),
      now: procedure.query(() => new Date(0)),
      add: procedure.input(z.string()).mutation(({ input }) => (notes.push(input), input)),
    },
  })
  const handler = createHTTPHandler({
    router,
    basePath: '/trpc/',
    createContext: ({ req }) => ({ token: tokenOf(req), requestId: String(req.headers['x-request-id']) }),
  })
  return { ...(await startServer(handler)), expired, notes }
}

/** Any server at all, on a free port. */
export async function startServer(listener: RequestListener): Promise<RunningServer> {
  const requests: Seen[] = []
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request
    const requestId = headers['x-request-id']?.toString() ?? null
    requests.push({ method, path: url, token: tokenOf(request), requestId, cookie: headers.cookie ?? null, lastEventId: headers['last-event-id']?.toString() ?? null })
    listener(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // listening on TCP, so it is not a pipe's name
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function tokenOf({ headers }: IncomingMessage): string | null {
  return headers.authorization?.replace('Bearer ', '') ?? null
}
