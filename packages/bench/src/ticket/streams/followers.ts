import { setTimeout as pause } from 'node:timers/promises'
import type { Departures } from '../calls/departures.ts'
import { Follower } from './follower.ts'
import { heardFaults, type ToldEvent } from './heard.ts'
import { Faults } from '../calls/tally.ts'
import type { Session } from '../desk/session.ts'

interface FollowersOptions {
  readonly sessions: readonly Session[]
  readonly apis: readonly { readonly name: string; readonly url: string }[]
  readonly count: number
  /** Of the first tokens: anything between the two, so that streams end all through a phase. */
  readonly firstSeconds: readonly [least: number, most: number]
  readonly busyIsRight?: boolean
}

const AT_ONCE = 50
const PATIENCE_MS = 20_000

/** What was told in each organization, in order. */
export type Told = ReadonlyMap<string, readonly ToldEvent[]>

/** Many windows, spread evenly over people and processes. */
export class Followers {
  private constructor(private readonly followers: readonly Follower[]) {}

  static async open({ sessions, apis, count, firstSeconds: [least, most], busyIsRight = false }: FollowersOptions): Promise<Followers> {
    const followers = Array.from({ length: count }, (_, index) => {
      const first = (index + Math.floor(index / sessions.length)) % apis.length
      return new Follower({ session: sessions[index % sessions.length]!, apis, first, firstSeconds: least + Math.round(Math.random() * (most - least)), busyIsRight }) // there is one at least
    })
    for (let at = 0; at < count; at += AT_ONCE) await Promise.all(followers.slice(at, at + AT_ONCE).map((follower) => follower.begin()))
    return new Followers(followers)
  }

  get size(): number {
    return this.followers.length
  }

  get heardCount(): number {
    return this.followers.reduce((sum, { heard }) => sum + heard.length, 0)
  }

  get resumptions(): number {
    return this.followers.reduce((sum, each) => sum + each.resumptions, 0)
  }

  /** Waits until each has heard the newest event that its organization was told; `told` once nothing more is written. */
  async untilHeard(told: Told): Promise<void> {
    const isBehind = ({ person, lastId }: Follower) => lastId < (told.get(person.organization.id)?.at(-1)?.id ?? 0)
    for (const until = performance.now() + PATIENCE_MS; performance.now() < until && this.followers.some(isBehind); ) await pause(50)
  }

  /** What is wrong with what each has heard, and with how its streams have ended. */
  faults(told: Told): Faults {
    const faults = new Faults()
    for (const { person, heard, startedAfter, faults: own } of this.followers) {
      const found = [...own, ...heardFaults(heard, told.get(person.organization.id) ?? [], startedAfter ?? 0)]
      faults.add(...found.map((fault) => `${person.email}: ${fault}`))
    }
    return faults
  }

  /** Milliseconds from a write's departure to one process until it was heard at the other, each time that it was. */
  crossings(departures: Departures): number[] {
    return this.followers.flatMap(({ heard }) =>
      heard.flatMap(({ key, at, api }) => {
        const departure = departures.of(key)
        return departure && departure.api !== api ? [at - departure.at] : []
      }),
    )
  }

  async close(): Promise<void> {
    await Promise.all(this.followers.map((follower) => follower.stop()))
  }
}
