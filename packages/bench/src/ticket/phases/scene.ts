import { readBooks } from '../books/books.ts'
import { DeskUser } from '../desk/desk-user.ts'
import type { Followers } from '../streams/followers.ts'
import type { Population } from '../desk/population.ts'
import { Session } from '../desk/session.ts'
import type { Stack } from '../processes/stack.ts'
import type { Faults } from '../calls/tally.ts'
import { WriteLedger, type Settlement } from '../books/write-ledger.ts'

/** What the phases of the load test have in common. */
export interface Scene {
  readonly stack: Stack
  readonly users: readonly DeskUser[]
  /** Of the whole run: what an earlier phase has written must be there at the end, too. */
  readonly ledger: WriteLedger
}

export function sceneOf(stack: Stack, { people }: Population): Scene {
  return { stack, users: people.map((person) => new DeskUser(new Session(stack.clerk, person))), ledger: new WriteLedger() }
}

export interface Account extends Settlement {
  readonly streams: number
  readonly streamFaults: Faults
  readonly heard: number
  readonly resumptions: number
}

/** At the end of a phase, when nothing is under way any more: whether everything adds up. */
export async function settle({ stack, ledger }: Scene, followers: Followers): Promise<Account> {
  const { books, told } = await readBooks(stack.databaseUrl)
  await followers.untilHeard(told)
  return { ...ledger.settle(books), streams: followers.size, streamFaults: followers.faults(told), heard: followers.heardCount, resumptions: followers.resumptions }
}
