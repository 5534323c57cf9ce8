import { Child, startServer } from '../child.ts'
import type { Row } from '../row.ts'
import { createInstance } from '../session-tokens.ts'
import { percentile } from '../statistics.ts'
import { run, type HttpBenchOptions } from './http-rows.ts'
import { request } from './request.ts'
import { SUBJECTS } from './subjects.ts'

const CONNECTIONS = 64
const MEASURED = ['node-http', 'protected-cached', 'trpc-fastify']

/**
 * How long an answer takes at half of the load that a server can bear: requests become due at even times and are counted
 * from then, also where a server is late for one (no coordinated omission).
 */
export async function latencyRows({ scripts, warmUpMs, measureMs }: HttpBenchOptions): Promise<Row[]> {
  const { instance, tokens } = createInstance()
  const [token] = tokens(1)
  const load = Child.start(scripts('load/load-process'), 'load')
  const rows: Row[] = []
  try {
    for (const { id, server, path, tokens: wanted } of SUBJECTS.filter((subject) => MEASURED.includes(subject.id))) {
      const { child, port } = await startServer(scripts(`servers/${server}`), { instance, backendUrl: '' })
      const shared = { port, pid: child.pid, requests: [request(path, wanted === 'none' ? undefined : token)], connections: CONNECTIONS }
      const full = await run(load, { ...shared, warmUpMs, measureMs })
      const { latencies } = await run(load, { ...shared, warmUpMs: 300, measureMs: measureMs * 2, rate: full.answers / full.seconds / 2 })
      await child.stop()
      const [p50, p99] = [percentile(latencies, 0.5), percentile(latencies, 0.99)]
      rows.push({
        id: `latency-${id}`,
        us: null,
        ratio: p99 / p50,
        spread: null,
        value: p99,
        unit: 'ms p99',
        note: `at half load; p50 ${p50.toFixed(2)} ms, ratio p99 to p50`,
        ...(id === 'protected-cached' && { target: 'ratio ≤ 3' }),
      })
    }
  } finally {
    await load.stop()
  }
  return rows
}
