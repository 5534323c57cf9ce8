const PER_ROUTER = 20
const USED = 20
// The same at every size: what the client itself costs must not count as the contract's.
const ROUTERS_USED = 10

/** `contract`: our contract. `builder`: the same router by tRPC's own builder, for comparison. */
export type Flavour = 'contract' | 'builder'

/** The files of a program with `count` procedures of ordinary shape and one client that calls 20 of them. */
export function syntheticProgram(count: number, flavour: Flavour): Record<string, string> {
  const routers = Array.from({ length: Math.ceil(count / PER_ROUTER) }, (_, router) => Math.min(PER_ROUTER, count - router * PER_ROUTER))
  return {
    'tsconfig.json': JSON.stringify({ extends: '../../../../../tsconfig.base.json', include: ['*.ts'] }),
    'contract.ts': (flavour === 'contract' ? contractText : builderText)(routers),
    'client.ts': [
      `import { createTRPCClient, httpLink } from '@trpc/client'`,
      `import superjson from 'superjson'`,
      `import type { AppRouter } from './contract.ts'`,
      `const client = createTRPCClient<AppRouter>({ links: [httpLink({ url: '', transformer: superjson })] })`,
      ...Array.from({ length: USED }, (_, i) => callText(i % Math.min(ROUTERS_USED, routers.length), Math.floor(i / Math.min(ROUTERS_USED, routers.length)))),
    ].join('\n'),
  }
}

const inputOf = (i: number) => `z.strictObject({ id: z.uuid(), f${i}: z.string().optional(), page: z.number().default(1) })`
const outputOf = (router: number, i: number) => `z.object({ id: z.string(), at: z.date(), tags: z.array(z.string()), v${router}x${i}: z.number() })`
const procedures = (size: number, text: (i: number) => string) => Array.from({ length: size }, (_, i) => `  p${i}: ${text(i)},`).join('\n')

function contractText(routers: number[]): string {
  return [
    `import { mutation, query, type RouterOf } from '@throughline/contract'`,
    `import * as z from 'zod'`,
    ...routers.map((size, router) => `const r${router} = {\n${procedures(size, (i) => `${kindOf(i)}({ summary: 'One.', access: 'user', input: ${inputOf(i)}, output: ${outputOf(router, i)} })`)}\n}`),
    `export const contract = { ${routers.map((_, router) => `r${router}`).join(', ')} }`,
    `export type AppRouter = RouterOf<typeof contract>`,
  ].join('\n')
}

function builderText(routers: number[]): string {
  return [
    `import { initTRPC } from '@trpc/server'`,
    `import superjson from 'superjson'`,
    `import * as z from 'zod'`,
    `const t = initTRPC.create({ transformer: superjson })`,
    ...routers.map((size, router) => `const r${router} = t.router({\n${procedures(size, (i) => `t.procedure.input(${inputOf(i)}).output(${outputOf(router, i)}).${kindOf(i)}(({ input }) => ({ id: input.id, at: new Date(), tags: [], v${router}x${i}: input.page }))`)}\n})`),
    `export const router = t.router({ ${routers.map((_, router) => `r${router}`).join(', ')} })`,
    `export type AppRouter = typeof router`,
  ].join('\n')
}

const kindOf = (procedure: number) => (procedure % 2 === 0 ? 'query' : 'mutation')

function callText(router: number, procedure: number): string {
  const verb = procedure % 2 === 0 ? 'query' : 'mutate'
  return `export const a${router}x${procedure}: Promise<{ v${router}x${procedure}: number }> = client.r${router}.p${procedure}.${verb}({ id: '' })`
}
