import { TRPCError } from '@trpc/server'
import { BUSY } from './call-limit.ts'

export interface LaneLimits {
  /** Calls of one signed-in user that run at the same time; more of theirs wait for one to end. */
  maxRunningPerActor: number
  /** Calls of one signed-in user that run or wait; more are refused. */
  maxCallsPerActor: number
  /** How long a call waits for another one of its user to end, in milliseconds; then it is refused. */
  laneWaitMs: number
}

/**
 * Lets each user run a few calls at a time, so that somebody who asks for much makes only themselves wait: without it, the
 * slow calls of one would take all of the database's connections, and nobody else's would be answered in time.
 */
export class ActorLanes {
  private readonly lanes = new Map<string, Lane>()

  constructor(private readonly limits: LaneLimits) {}

  /**
   * A place for a call, to be given back by calling the answer; a promise where it has to wait for one. Whoever is not
   * signed in has no lane: what is public is not worth one.
   *
   * @throws {TRPCError} TOO_MANY_REQUESTS, or SERVICE_UNAVAILABLE after a wait in vain
   */
  enter(userId: string | null): Leave | Promise<Leave> {
    if (userId === null) return nothing
    let lane = this.lanes.get(userId)
    if (!lane) this.lanes.set(userId, (lane = new Lane(() => this.lanes.delete(userId))))
    return lane.enter(this.limits)
  }

  /** Users with a call under way. */
  get size(): number {
    return this.lanes.size
  }
}

type Leave = () => void

class Lane {
  private running = 0
  /** In the order in which they came. */
  private readonly waiting = new Set<() => void>()

  constructor(private readonly onEmpty: () => void) {}

  enter({ maxRunningPerActor, maxCallsPerActor, laneWaitMs }: LaneLimits): Leave | Promise<Leave> {
    if (this.running < maxRunningPerActor) {
      this.running++
      return this.leave
    }
    if (this.running + this.waiting.size >= maxCallsPerActor) throw new TRPCError({ code: 'TOO_MANY_REQUESTS', message: 'Too many of your calls are under way. Try again in a moment.' })
    return new Promise((resolve, reject) => {
      const take = () => {
        clearTimeout(timer)
        resolve(this.leave)
      }
      const timer = setTimeout(() => {
        this.waiting.delete(take)
        reject(new TRPCError({ code: 'SERVICE_UNAVAILABLE', message: BUSY }))
      }, laneWaitMs)
      this.waiting.add(take)
    })
  }

  private readonly leave = (): void => {
    const [next] = this.waiting
    if (next) {
      // The place goes to who waits, without being free in between.
      this.waiting.delete(next)
      return next()
    }
    if (--this.running === 0) this.onEmpty()
  }
}

const nothing: Leave = () => {}
