import type { Row } from '../row.ts'
import { startBootBench, type Boot } from './boot.ts'
import { measured } from './measured.ts'

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
  const time = (boots: Boot[]) => measured(boots.map(({ milliseconds }) => milliseconds))
  const rows = [row('boot', 'ms', time(api), time(bare), { target: '≤ 400 ms', note: `production bundle, PostgreSQL up; node:http alone: ${Math.round(time(bare).median)} ms` })]
  const memory = (boots: Boot[]) => boots.flatMap(({ megabytes }) => megabytes ?? [])
  // Only Linux tells.
  if (memory(api).length > 0) rows.push(row('boot-memory', 'MB', measured(memory(api)), measured(memory(bare)), { note: `resident after the first answer; node:http alone: ${Math.round(measured(memory(bare)).median)} MB` }))
  return rows
}

function row(id: string, unit: string, ours: { median: number; spread: number }, bare: { median: number }, rest: Pick<Row, 'target' | 'note'>): Row {
  return { id, us: null, ratio: ours.median / bare.median, spread: ours.spread, value: Math.round(ours.median), unit, ...rest }
}
