import { instantiations, perProcedure, type Flavour } from '@throughline/contract/type-cost'
import type { Row } from '../row.ts'
import { editToTypeError } from './edit-to-error.ts'
import { measured } from './measured.ts'

const COUNTS = [50, 200, 1_000] as const

/** What the contract costs the type checker beside the same router by tRPC's builder; the counts are the same at every run. */
export async function typeRows(): Promise<Row[]> {
  const [ours, theirs] = [await counts('contract'), await counts('builder')]
  const cost = perProcedure(ours[200], ours[1_000])
  const theirCost = perProcedure(theirs[200], theirs[1_000])
  const rows = COUNTS.map((count) => row(`types-${count}`, ours[count], theirs[count], { unit: 'instantiations', note: `tRPC’s builder: ${theirs[count].toLocaleString('en')}` }))
  return [...rows, row('types-per-procedure', cost, theirCost, { unit: 'instantiations', target: '≤ 100', note: `(at 1,000 − at 200) / 800; tRPC’s builder: ${Math.round(theirCost).toLocaleString('en')}` })]
}

/** Time until an editor shows what a change of the contract breaks, at 200 procedures. */
export async function editRows(repetitions: number): Promise<Row[]> {
  const ours = measured(await editToTypeError('contract', repetitions))
  const theirs = measured(await editToTypeError('builder', repetitions))
  return [
    {
      ...row('edit-to-type-error', Math.round(ours.median), theirs.median, { unit: 'ms', target: '≤ 300 ms', note: `\`tsc --lsp\`, 200 procedures; tRPC’s builder: ${Math.round(theirs.median)} ms` }),
      spread: ours.spread,
    },
  ]
}

async function counts(flavour: Flavour): Promise<Record<(typeof COUNTS)[number], number>> {
  return { 50: await instantiations(50, flavour), 200: await instantiations(200, flavour), 1_000: await instantiations(1_000, flavour) }
}

function row(id: string, value: number, theirs: number, rest: Pick<Row, 'unit' | 'target' | 'note'>): Row {
  return { id, us: null, ratio: value / theirs, spread: null, value, ...rest }
}
