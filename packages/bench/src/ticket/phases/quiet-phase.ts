import { setTimeout as pause } from 'node:timers/promises'
import { Calls } from '../calls/calls.ts'
import { Departures } from '../calls/departures.ts'
import { Followers } from '../streams/followers.ts'
import { pick } from '../desk/pick.ts'
import { settle, type Account, type Scene } from './scene.ts'
import { Tally } from '../calls/tally.ts'
import { createTicket } from '../desk/writes.ts'

export interface Quiet {
  /** Milliseconds from when a write was sent to one process until it was heard at the other. */
  readonly crossings: readonly number[]
  readonly tally: Tally
  readonly account: Account
}

/** Writes through the first process, one at a time, heard by one window of each organization at the second. */
export async function quietPhase(scene: Scene, writes: number): Promise<Quiet> {
  const [first, second] = scene.stack.apis
  const [departures, tally] = [new Departures(), new Tally()]
  const calls = new Calls({ apis: [first], ledger: scene.ledger, departures, tally })
  const sessions = [...new Map(scene.users.map(({ person, session }) => [person.organization, session])).values()]
  const followers = await Followers.open({ sessions, apis: [second], count: sessions.length, firstSeconds: [60, 60] })
  try {
    for (let write = 0; write < writes; write++) {
      const desk = pick(scene.users)! // there is one at least
      await calls.make(desk, createTicket(desk), 0)
      await pause(20 + Math.random() * 40)
    }
    const account = await settle(scene, followers)
    return { crossings: followers.crossings(departures), tally, account }
  } finally {
    calls.close()
    await followers.close()
  }
}
