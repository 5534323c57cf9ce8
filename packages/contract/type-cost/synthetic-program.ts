const PER_ROUTER = 20
const USED = 20
// The same at every size: what the client itself costs must not count as the contract's.
const ROUTERS_USED = 10

/** The files of a program with `count` procedures of ordinary shape and one client that calls 20 of them. */
export function syntheticContract(count: number): Record<string, string> {
  const routers = Array.from({ length: count / PER_ROUTER }, (_, router) => router)
  return {
    'tsconfig.json': JSON.stringify({ extends: '../../../../../tsconfig.base.json', include: ['*.ts'] }),
    'contract.ts': [
      `import { mutation, query, type RouterOf } from '@throughline/contract'`,
      `import * as z from 'zod'`,
      ...routers.map(routerText),
      `export const contract = { ${routers.map((router) => `r${router}`).join(', ')} }`,
      `export type AppRouter = RouterOf<typeof contract>`,
    ].join('\n'),
    'client.ts': [
      `import { createTRPCClient, httpLink } from '@trpc/client'`,
      `import superjson from 'superjson'`,
      `import type { AppRouter } from './contract.ts'`,
      `const client = createTRPCClient<AppRouter>({ links: [httpLink({ url: '', transformer: superjson })] })`,
      ...Array.from({ length: USED }, (_, i) => callText(i % ROUTERS_USED, Math.floor(i / ROUTERS_USED))),
    ].join('\n'),
  }
}

function routerText(router: number): string {
  const procedures = Array.from({ length: PER_ROUTER }, (_, i) => {
    const kind = i % 2 === 0 ? 'query' : 'mutation'
    return `  p${i}: ${kind}({ summary: 'One.', access: 'user', input: z.strictObject({ id: z.uuid(), f${i}: z.string().optional(), page: z.number().default(1) }), output: z.object({ id: z.string(), at: z.date(), tags: z.array(z.string()), v${router}x${i}: z.number() }) }),`
  })
  return `const r${router} = {\n${procedures.join('\n')}\n}`
}

function callText(router: number, procedure: number): string {
  const verb = procedure % 2 === 0 ? 'query' : 'mutate'
  return `export const a${router}x${procedure}: Promise<{ v${router}x${procedure}: number }> = client.r${router}.p${procedure}.${verb}({ id: '' })`
}
