/** One row about HTTP calls: a server, and what it is asked. */
export interface Subject {
  readonly id: string
  readonly server: string
  readonly variables?: Record<string, string>
  readonly path: string
  /** Which tokens go with the requests; with any, a forged one must be refused. */
  readonly tokens: 'none' | 'one' | 'always-new'
  readonly target?: string
  readonly note: string
}

const input = (json: unknown) => encodeURIComponent(JSON.stringify(json))
const PROFILE = `/trpc/user.profile?input=${input({ json: { id: 'user_1' } })}`
// The same call in oRPC's own protocol.
const ORPC_PROFILE = `/trpc/user/profile?data=${input({ json: { id: 'user_1' } })}`
const BATCH_OF_TEN = `/trpc/${Array(10).fill('user.profile').join(',')}?batch=1&input=${input(Object.fromEntries(Array.from({ length: 10 }, (_, index) => [index, { json: { id: `user_${index}` } }])))}`

/** The one that all others are compared with comes first. */
export const SUBJECTS: readonly Subject[] = [
  { id: 'node-http', server: 'node-http', path: PROFILE, tokens: 'none', note: 'the least that an answer costs' },
  { id: 'fastify', server: 'fastify', path: PROFILE, tokens: 'none', note: 'a Fastify route' },
  { id: 'protected-cached', server: 'throughline', path: PROFILE, tokens: 'one', target: '≤ 3', note: 'a protected call of ours, token seen before' },
  { id: 'protected-cold', server: 'throughline', variables: { BENCH_COLD: '1' }, path: PROFILE, tokens: 'always-new', target: '≤ 6', note: 'the same, token new each time' },
  { id: 'batch-10', server: 'throughline', path: BATCH_OF_TEN, tokens: 'one', note: 'ten such calls in one request' },
  { id: 'orpc', server: 'orpc', path: ORPC_PROFILE, tokens: 'none', note: 'oRPC on node:http, without authentication' },
  { id: 'trpc-fastify', server: 'trpc-fastify', path: PROFILE, tokens: 'none', note: 'tRPC’s Fastify adapter, without authentication' },
  { id: 'trpc-fastify-verify', server: 'trpc-fastify', variables: { BENCH_VERIFY: '1' }, path: PROFILE, tokens: 'one', note: 'the same with verifyToken' },
  { id: 'nestjs-trpc', server: 'nestjs-trpc', path: PROFILE, tokens: 'one', note: 'nestjs-trpc’s own driver with verifyToken' },
  { id: 'express-clerk', server: 'express-clerk', path: PROFILE, tokens: 'one', note: 'Express with clerkMiddleware and getAuth' },
  { id: 'tutorial', server: 'tutorial', path: PROFILE, tokens: 'one', note: 'a Nest guard with verifyToken and users.getUser' },
]
