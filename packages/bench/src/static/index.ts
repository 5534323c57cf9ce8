import type { Row } from '../row.ts'
import { bootRows } from './boot-rows.ts'
import { clientRows } from './client-rows.ts'
import { editRows, typeRows } from './type-rows.ts'

/** What needs no load: types, boot, size. One after the other, for each would slow the others down. */
export async function staticRows({ quick }: { quick: boolean }): Promise<Row[]> {
  return [...(await clientRows()), ...(await typeRows()), ...(await editRows(quick ? 2 : 9)), ...(await bootRows(quick ? 2 : 11))]
}
