import { Child, startServer, type ServerChild } from '../child.ts'
import { request } from '../http/request.ts'
import type { ReadersAnswer, ReadersCommand } from '../load/event-readers.ts'
import type { Row } from '../row.ts'
import type { ServerToParent } from '../servers/serve.ts'
import { createInstance } from '../session-tokens.ts'
import { percentile } from '../statistics.ts'

const CLIENTS = 1_000
const WARM_UP_CLIENTS = 200
const SUBJECTS = [
  { id: 'node-http', server: 'node-http-events' },
  { id: 'throughline', server: 'throughline-events' },
  { id: 'trpc-fastify', server: 'trpc-fastify-events' },
]

interface Figures {
  readonly kilobytes: number
  readonly p50: number
  readonly p99: number
}

/** What a waiting client of a stream costs in memory, and how long one event takes to a thousand of them. */
export async function streamRows({ scripts, events }: { scripts: (name: string) => string; events: number }): Promise<Row[]> {
  const { instance, tokens } = createInstance()
  const [token] = tokens(1)
  const figures: Record<string, Figures> = {}
  for (const { id, server } of SUBJECTS) {
    const started = await startServer(scripts(`servers/${server}`), { instance, backendUrl: '' }, { nodeArguments: ['--expose-gc'] })
    const readers = Child.start(scripts('load/event-readers'), 'load')
    try {
      figures[id] = await measure(started, readers, request('/trpc/tick.follow', token), events)
    } finally {
      await readers.stop()
      await started.child.stop()
    }
  }
  const raw = figures['node-http']!
  return SUBJECTS.flatMap(({ id }): Row[] => {
    const { kilobytes, p50, p99 } = figures[id]!
    const ours = id === 'throughline'
    return [
      { id: `sse-memory-${id}`, us: null, ratio: kilobytes / raw.kilobytes, spread: null, value: kilobytes, unit: 'kB per idle client', note: 'resident memory, ratio to node:http', ...(ours && { target: '≤ 30 kB' }) },
      { id: `fan-out-${id}`, us: null, ratio: p50 / raw.p50, spread: null, value: p50, unit: 'ms p50', note: `one event to ${CLIENTS} clients; p99 ${p99.toFixed(1)} ms`, ...(ours && { target: 'ratio ≤ 2' }) },
    ]
  })
}

async function measure({ child, port }: ServerChild, readers: Child, opening: string, events: number): Promise<Figures> {
  const open = (count: number) => ask(readers, { open: { port, count, request: opening } })
  // What the first streams leave behind (compiled code, a grown heap) is not what a stream costs.
  await open(WARM_UP_CLIENTS)
  await publish(child, readers, WARM_UP_CLIENTS)
  await ask(readers, 'close')
  const before = await memory(child, 0)
  await open(CLIENTS)
  const after = await memory(child, CLIENTS)

  const arrivals: number[] = []
  await publish(child, readers, CLIENTS)
  for (let event = 0; event < events; event++) arrivals.push(...(await publish(child, readers, CLIENTS)))
  return { kilobytes: (after - before) / CLIENTS / 1_024, p50: percentile(arrivals, 0.5), p99: percentile(arrivals, 0.99) }
}

/** Resident bytes after a collection, once the server knows of exactly so many clients. */
async function memory(child: Child, clients: number): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = child.answer<ServerToParent>()
    child.send('memory')
    const message = await answer
    if ('memory' in message && message.memory.clients === clients) return message.memory.rss
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`The server never had exactly ${clients} clients.`)
}

async function publish(child: Child, readers: Child, count: number): Promise<number[]> {
  child.send('publish')
  const answer = await ask(readers, { collect: { count, withinMs: 10_000 } })
  if (!('arrivals' in answer) || answer.arrivals.length !== count) throw new Error(`An event reached ${'arrivals' in answer ? answer.arrivals.length : 0} of ${count} clients.`)
  return answer.arrivals
}

function ask(readers: Child, command: ReadersCommand): Promise<ReadersAnswer> {
  const answer = readers.answer<ReadersAnswer>()
  readers.send(command as object)
  return answer
}
