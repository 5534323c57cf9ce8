import { setTimeout as pause } from 'node:timers/promises'
import { Calls } from '../calls/calls.ts'
import { Departures } from '../calls/departures.ts'
import type { DeskUser } from '../desk/desk-user.ts'
import { Followers } from '../streams/followers.ts'
import { watchProcessorTime, type ProcessorTime } from '../processes/processor-time.ts'
import { settle, type Account, type Scene } from './scene.ts'
import { Tally } from '../calls/tally.ts'
import { nextCall } from '../desk/working-day.ts'

export interface BusyOptions {
  readonly milliseconds: number
  readonly streams: number
  /** Between an answer and the next call of the same user, on average. */
  readonly thinkMs: number
}

export interface Busy {
  readonly tally: Tally
  readonly seconds: number
  readonly processorTime: ProcessorTime
  readonly crossings: readonly number[]
  readonly account: Account
}

/** Everybody works, each at their own pace, with windows open; afterwards all of it is accounted for. */
export async function busyPhase(scene: Scene, { milliseconds, streams, thinkMs }: BusyOptions): Promise<Busy> {
  const { stack: { apis }, users, ledger } = scene
  const [departures, tally] = [new Departures(), new Tally()]
  const calls = new Calls({ apis, ledger, departures, tally })
  const followers = await Followers.open({ sessions: users.map(({ session }) => session), apis, count: streams, firstSeconds: [3, Math.max(3, milliseconds / 1_000)] })
  try {
    const processorTime = await watchProcessorTime(apis)
    const began = performance.now()
    const left = () => began + milliseconds - performance.now()
    const work = async (desk: DeskUser) => {
      for (await pause(Math.random() * thinkMs); left() > 0; await pause(Math.min(think(thinkMs), left()))) {
        await calls.make(desk, nextCall(desk, users), Math.random() < 0.5 ? 0 : 1)
      }
    }
    await Promise.all(users.map(work))
    const seconds = (performance.now() - began) / 1_000
    const worked = await processorTime()
    const account = await settle(scene, followers)
    return { tally, seconds, processorTime: worked, crossings: followers.crossings(departures), account }
  } finally {
    calls.close()
    await followers.close()
  }
}

/** As people do it: mostly quickly, sometimes long. */
const think = (average: number) => -Math.log(1 - Math.random()) * average
