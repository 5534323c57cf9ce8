import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify'
import type { AnyTRPCRouter, TRPCError } from '@trpc/server'
import type { ResponseMeta, TRPCRequestInfo } from '@trpc/server/http'
import { fastify, type FastifyInstance, type FastifyRequest } from 'fastify'
import superjson from 'superjson'
import { defaultLimits } from '../../src/options.ts'
import { fastifyOptions } from '../../src/transport/fastify-options.ts'
import { serveTrpc } from '../../src/transport/serve-trpc.ts'
import { compatRouter, type CompatContext, type RouterOptions } from './router.ts'

/** A batch is this large at most, on either server. */
export const MAX_BATCH = 5

/** What `createContext` learned of a request, as far as it can be printed. */
export interface Seen {
  readonly accept: string | null
  readonly type: string
  readonly isBatchCall: boolean
  readonly connectionParams: unknown
  readonly url: string | undefined
  readonly calls: unknown[]
  readonly aborted: boolean
}

/** One line for each call of `onError`. */
export type Report = string

export interface CompatServer {
  readonly port: number
  readonly reports: Report[]
  close(): Promise<void>
}

const flavours = {
  superjson: { transformer: { input: superjson, output: superjson } },
  plain: {},
  pinging: { sse: { ping: { enabled: true, intervalMs: 200 }, client: { reconnectAfterInactivityMs: 2_000 } }, jsonl: { pingMs: 100 } },
  /** Streams may not last for long. */
  brief: { sse: { maxDurationMs: 300 } },
} satisfies Record<string, RouterOptions>
export type Flavour = keyof typeof flavours

export async function startPair(flavour: Flavour): Promise<{ theirs: CompatServer; ours: CompatServer; close(): Promise<unknown> }> {
  const router = compatRouter(flavours[flavour])
  const [theirs, ours] = await Promise.all([startTheirs(router), startOurs(router)])
  return { theirs, ours, close: () => Promise.all([theirs.close(), ours.close()]) }
}

export function startTheirs(router: AnyTRPCRouter): Promise<CompatServer> {
  const app = fastify({ routerOptions: { maxParamLength: 4_096 }, bodyLimit: defaultLimits.bodyBytes, forceCloseConnections: true })
  return listening(app, (report) =>
    app.register(fastifyTRPCPlugin, {
      prefix: '/trpc',
      trpcOptions: { router, createContext, responseMeta, onError: report, maxBatchSize: MAX_BATCH },
    }),
  )
}

export function startOurs(router: AnyTRPCRouter): Promise<CompatServer> {
  const app = fastify({ ...fastifyOptions(), forceCloseConnections: true })
  const limits = { ...defaultLimits, maxBatchSize: MAX_BATCH }
  return listening(app, (report) => serveTrpc(app, { router, createContext, responseMeta, onError: report, basePath: '/trpc', limits }))
}

interface Failure {
  error: TRPCError
  path: string | undefined
  type: string
  input: unknown
  ctx?: unknown
}

async function listening(app: FastifyInstance, serve: (onError: (failure: Failure) => void) => PromiseLike<unknown>): Promise<CompatServer> {
  const reports: Report[] = []
  await serve(({ error, path, type, input, ctx }) => {
    const shown = typeof input === 'bigint' ? 'bigint' : JSON.stringify(input)
    reports.push(`${error.code} ${JSON.stringify(error.message)} ${type} ${path} ${shown} ${ctx === undefined ? 'without' : 'with'} context`)
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  return { port: (app.server.address() as { port: number }).port, reports, close: () => app.close() } // a TCP server's address is never a string
}

/** `x-context` makes it fail, `x-meta` goes to {@link responseMeta}. */
async function createContext({ req, info }: { req: FastifyRequest; info: TRPCRequestInfo }): Promise<CompatContext> {
  const { 'x-context': wanted, 'x-meta': meta } = req.headers
  if (wanted === 'fails') throw new Error('No context.')
  const { accept, type, isBatchCall, connectionParams, url, calls, signal } = info
  const described = await Promise.all(
    calls.map(async ({ path, procedure, batchIndex, result, getRawInput }) => ({
      path,
      batchIndex,
      kind: procedure?._def.type ?? null,
      before: result(),
      ...(wanted === 'reads' && { input: await getRawInput(), after: result() }),
    })),
  )
  return { seen: { accept, type, isBatchCall, connectionParams, url: url?.href, calls: described, aborted: signal.aborted }, meta: typeof meta === 'string' ? meta : undefined }
}

interface MetaOptions {
  ctx?: unknown
  info?: TRPCRequestInfo | undefined
  paths?: readonly string[] | undefined
  type: string
  data: unknown[]
  errors: TRPCError[]
  eagerGeneration: boolean
}

function responseMeta({ ctx, info, paths, type, data, errors, eagerGeneration }: MetaOptions): ResponseMeta {
  switch ((ctx as CompatContext | undefined)?.meta) {
    case 'status':
      return { status: 418 }
    case 'record':
      return { headers: { 'x-one': 'one', 'set-cookie': ['a=1', 'b=2'], 'cache-control': 'max-age=60', vary: 'cookie' } }
    case 'Headers':
      return { headers: new Headers([['x-one', 'one'], ['set-cookie', 'a=1'], ['set-cookie', 'b=2'], ['vary', 'cookie']]) }
    case 'content type':
      return { headers: { 'content-type': 'application/vnd.api+json' } }
    case 'throws':
      throw new Error('No meta.')
    case 'tells':
      return { headers: { 'x-told': JSON.stringify({ paths, type, data, errors: errors.map(({ code }) => code), eagerGeneration, batch: info?.isBatchCall }) } }
    default:
      return {}
  }
}
