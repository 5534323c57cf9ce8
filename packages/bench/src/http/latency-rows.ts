import { Child, startServer } from '../child.ts'
import type { Load } from '../load/load-process.ts'
import type { Row } from '../row.ts'
import { createInstance } from '../session-tokens.ts'
import { median, percentile } from '../statistics.ts'
import { CONNECTIONS, run, type HttpBenchOptions } from './http-rows.ts'
import { request } from './request.ts'
import { SUBJECTS } from './subjects.ts'

const MEASURED = ['node-http', 'protected-cached', 'trpc-fastify']

/**
 * How long an answer takes at half load, in two ways. With half of the connections that load a server fully, each asking
 * as soon as it is answered, as most load generators do: such a client waits with a server that stands still, and asks
 * for less meanwhile. And at half of the full rate, whatever the server does, counted from when each request was due.
 */
export async function latencyRows({ scripts, warmUpMs, measureMs, windows }: HttpBenchOptions & { windows: number }): Promise<Row[]> {
  const { instance, tokens } = createInstance()
  const [token] = tokens(1)
  const load = Child.start(scripts('load/load-process'), 'load')
  const rows: Row[] = []
  try {
    for (const { id, server, path, tokens: wanted } of SUBJECTS.filter((subject) => MEASURED.includes(subject.id))) {
      const { child, port } = await startServer(scripts(`servers/${server}`), { instance, backendUrl: '' })
      const shared = { port, pid: child.pid, requests: [request(path, wanted === 'none' ? undefined : token)], connections: CONNECTIONS }
      const full = await run(load, { ...shared, warmUpMs, measureMs })
      const closed = await measure(load, { ...shared, connections: CONNECTIONS / 2, warmUpMs: 100, measureMs, withLatencies: true }, windows)
      const rate = full.answers / full.seconds / 2
      const open = await measure(load, { ...shared, connections: CONNECTIONS * 2, warmUpMs: 200, measureMs, rate, withLatencies: true }, windows)
      await child.stop()
      rows.push({
        id: `latency-${id}`,
        us: null,
        ratio: closed.p99 / closed.p50,
        spread: null,
        value: closed.p99,
        unit: 'ms p99',
        note: `${CONNECTIONS / 2} connections, p50 ${closed.p50.toFixed(2)} ms; at a steady ${Math.round(rate)}/s p50 ${open.p50.toFixed(2)}, p99 ${open.p99.toFixed(1)} ms`,
        ...(id === 'protected-cached' && { target: 'ratio ≤ 3' }),
      })
    }
  } finally {
    await load.stop()
  }
  return rows
}

/** What else the machine does may meet a window, and not the middle one of several. */
async function measure(load: Child, options: Load, windows: number): Promise<{ p50: number; p99: number }> {
  const each: { p50: number; p99: number }[] = []
  for (let window = 0; window < windows; window++) {
    const { latencies } = await run(load, options)
    each.push({ p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) })
  }
  return { p50: median(each.map(({ p50 }) => p50)), p99: median(each.map(({ p99 }) => p99)) }
}
