import { setTimeout as pause } from 'node:timers/promises'
import { Calls } from '../calls/calls.ts'
import { Departures } from '../calls/departures.ts'
import { Followers } from '../streams/followers.ts'
import { watchLiveness, type Liveness } from '../processes/liveness.ts'
import { pick } from '../desk/pick.ts'
import { settle, type Account, type Scene } from './scene.ts'
import { Tally } from '../calls/tally.ts'
import { nextCall } from '../desk/working-day.ts'

export interface OverloadOptions {
  readonly capacityMs: number
  readonly milliseconds: number
  readonly streams: number
}

export interface Overload {
  /** Calls a second that both processes together answer when nobody asks for more. */
  readonly capacity: number
  /** Calls a second that were really sent. */
  readonly offered: number
  readonly seconds: number
  readonly tally: Tally
  readonly liveness: Liveness
  readonly account: Account
}

const TIMES = 2
/** Callers who wait for their answers, for each process: it has something to do at any time, and no more than it takes. */
const CALLERS = 16
/** To each process. More than it takes calls at once, or it would never be asked for too much. */
const CONNECTIONS = 500
/** What else the machine does may have met the search for the capacity: where nobody was refused, it was not too much. */
const ATTEMPTS = 3

/** Finds out how much the processes can take, and then offers twice as much, whatever becomes of it. */
export async function overloadPhase(scene: Scene, { capacityMs, milliseconds, streams }: OverloadOptions): Promise<Overload> {
  const { stack: { apis }, users } = scene
  const followers = await Followers.open({ sessions: users.map(({ session }) => session), apis, count: streams, firstSeconds: [10, 60], busyIsRight: true })
  try {
    let capacity = await measureCapacity(scene, capacityMs)
    for (let attempt = 1; ; attempt++) {
      const tally = new Tally()
      const liveness = watchLiveness(apis.map(({ url }) => url))
      const { offered, seconds } = await flood(scene, tally, capacity * TIMES, milliseconds)
      const alive = await liveness.stop()
      if (tally.refusals.length > 0 || attempt === ATTEMPTS) return { capacity, offered, seconds, tally, liveness: alive, account: await settle(scene, followers) }
      capacity = tally.served / seconds
    }
  } finally {
    await followers.close()
  }
}

/** Calls a second that are answered; the best second counts. */
async function measureCapacity({ stack: { apis }, users, ledger }: Scene, milliseconds: number): Promise<number> {
  const tally = new Tally()
  const calls = new Calls({ apis, ledger, departures: new Departures(), tally })
  const until = performance.now() + milliseconds
  const callers = Array.from({ length: apis.length * CALLERS }, async (_, index) => {
    while (performance.now() < until) {
      const desk = pick(users)! // there is one at least
      await calls.make(desk, nextCall(desk, users), index % apis.length)
    }
  })
  let best = 0
  while (performance.now() < until) {
    const [served, began] = [tally.served, performance.now()]
    await pause(1_000)
    best = Math.max(best, (tally.served - served) / ((performance.now() - began) / 1_000))
  }
  await Promise.all(callers)
  calls.close()
  return best
}

/** Sends calls at even times without waiting for any answer; resolves when the last is answered. */
async function flood({ stack: { apis }, users, ledger }: Scene, tally: Tally, rate: number, milliseconds: number): Promise<{ offered: number; seconds: number }> {
  const calls = new Calls({ apis, ledger, departures: new Departures(), tally, maxConnections: CONNECTIONS })
  const made: Promise<void>[] = []
  const began = performance.now()
  for (let dueAt = began; dueAt < began + milliseconds; await pause(2)) {
    for (const now = performance.now(); dueAt <= now; dueAt += 1_000 / rate) {
      const desk = pick(users)! // there is one at least
      made.push(calls.make(desk, nextCall(desk, users), made.length % apis.length, dueAt))
    }
  }
  const seconds = (performance.now() - began) / 1_000
  await Promise.all(made)
  calls.close()
  return { offered: made.length / seconds, seconds }
}
