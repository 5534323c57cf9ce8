import type { Row } from '../row.ts'
import { startBootBench, type Boot } from './boot.ts'
import { measured, type Measured } from './measured.ts'

/** How long the API takes to its first answer and how much memory it has then, beside a bare server in turns. */
export async function bootRows(repetitions: number): Promise<Row[]> {
  const bench = await startBootBench()
  const [api, bare]: [Boot[], Boot[]] = [[], []]
  try {
    for (let repetition = 0; repetition < repetitions; repetition++) {
      api.push(await bench.api())
      bare.push(await bench.bare())
    }
  } finally {
    await bench.close()
  }
  const [time, bareTime] = [api, bare].map((boots) => measured(boots.map(({ milliseconds }) => milliseconds))) as [Measured, Measured] // one for each
  const cpu = api.flatMap(({ cpuMilliseconds }) => cpuMilliseconds ?? [])
  const ofIt = cpu.length > 0 ? `, ${Math.round(measured(cpu).median)} ms of processor time` : ''
  const rows = [row('boot', 'ms', time, bareTime, { target: '≤ 400 ms', note: `production bundle, PostgreSQL up${ofIt}; node:http alone: ${Math.round(bareTime.median)} ms` })]
  // Only Linux tells.
  const [memory, bareMemory] = [api, bare].map((boots) => boots.flatMap(({ megabytes }) => megabytes ?? [])) as [number[], number[]] // one for each
  if (memory.length > 0) rows.push(row('boot-memory', 'MB', measured(memory), measured(bareMemory), { note: `resident after the first answer; node:http alone: ${Math.round(measured(bareMemory).median)} MB` }))
  return rows
}

function row(id: string, unit: string, ours: Measured, bare: Measured, rest: Pick<Row, 'target' | 'note'>): Row {
  return { id, us: null, ratio: ours.median / bare.median, spread: ours.spread, value: Math.round(ours.median), unit, ...rest }
}
