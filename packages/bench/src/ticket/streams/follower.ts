import { setTimeout as pause } from 'node:timers/promises'
import type { TicketChange } from '@throughline/api'
import { changeKey } from '../desk/deed.ts'
import { readEvents, type EndOfStream, type StreamedEvent } from './event-reader.ts'
import type { ToldEvent } from './heard.ts'
import type { Session, Token } from '../desk/session.ts'

export interface HeardEvent extends ToldEvent {
  /** `performance.now()` when it was there. */
  readonly at: number
  /** The process that told of it. */
  readonly api: string
}

interface FollowerOptions {
  readonly session: Session
  readonly apis: readonly { readonly name: string; readonly url: string }[]
  /** The process that it begins at; it goes on at the other, and so on. */
  readonly first: number
  /** Of its first token. */
  readonly firstSeconds: number
  /** Whether a process may be too busy for a stream. */
  readonly busyIsRight: boolean
}

// The API looks at its clock every half second.
const EARLY_MS = 250
const BUSY_MS = 1_000

/**
 * A window that somebody has open: follows what happens to tickets. When its token ends, so does the stream; it goes on
 * at the other process, with a new token, from the last event that it has heard.
 */
export class Follower {
  readonly heard: HeardEvent[] = []
  /** What must not be, in words. */
  readonly faults: string[] = []
  /** The event that it begins after; `null` until it has begun. */
  startedAfter: number | null = null
  resumptions = 0
  private readonly hungUp = new AbortController()
  private following: Promise<void> | undefined

  constructor(private readonly options: FollowerOptions) {}

  get person() {
    return this.options.session.person
  }

  get lastId(): number {
    return this.heard.at(-1)?.id ?? this.startedAfter ?? 0
  }

  /** Resolves when it follows, or is at fault. */
  begin(): Promise<void> {
    return new Promise((resolve) => (this.following = this.follow(resolve)))
  }

  async stop(): Promise<void> {
    this.hungUp.abort()
    await this.following
  }

  private async follow(onBegun: () => void): Promise<void> {
    const { session, apis, first, firstSeconds } = this.options
    for (let turn = first; !this.hungUp.signal.aborted; turn++) {
      const api = apis[turn % apis.length]! // there is one at least
      const token = await session.mint(this.startedAfter === null ? firstSeconds : undefined)
      const headers = { authorization: `Bearer ${token.text}`, ...(this.startedAfter !== null && { 'last-event-id': String(this.lastId) }) }
      const refusals: string[] = []
      const end = await readEvents(`${api.url}/trpc/ticket.onChange`, headers, this.hungUp.signal, (event) => {
        const refusal = this.take(event, api.name)
        if (refusal !== null) refusals.push(refusal)
        if (this.startedAfter !== null) onBegun()
      })
      if (this.hungUp.signal.aborted) return
      await this.judge(end, refusals, token)
      if (this.faults.length > 0) onBegun() // there is nothing to wait for
    }
  }

  /** Takes an event; of an error, answers what it says. */
  private take({ type, id, data }: StreamedEvent, api: string): string | null {
    if (type === 'serialized-error') return data
    if (type === 'return') this.faults.push('the stream was over')
    if (type !== 'message') return null
    const { json } = JSON.parse(data) as { json: TicketChange } // superjson of one; it is compared with the database
    if (json.type === 'ready' && this.startedAfter === null) this.startedAfter = Number(id)
    else if (json.type === 'ready' || json.type === 'reset') this.faults.push(`${json.type} instead of what was missed`)
    else this.heard.push({ id: Number(id), key: changeKey(json), at: performance.now(), api })
    return null
  }

  private async judge({ status, problem }: EndOfStream, refusals: readonly string[], token: Token): Promise<void> {
    const trouble = problem ?? refusals[0] ?? null
    if (trouble === null) {
      if (Date.now() < token.expiresAt - EARLY_MS) this.faults.push(`ended ${token.expiresAt - Date.now()} ms before its token`)
      this.resumptions++
      return
    }
    // An error of the API, in the stream or in its place, has a code.
    const code = /"code":"([A-Z_]+)"/.exec(trouble)?.[1] ?? trouble.slice(0, 100)
    const isBusy = code === 'SERVICE_UNAVAILABLE' || code === 'TOO_MANY_REQUESTS'
    if (!isBusy || !this.options.busyIsRight) this.faults.push(`${status} ${code}`)
    await pause(BUSY_MS * (0.5 + Math.random()), undefined, { signal: this.hungUp.signal }).catch(() => {}) // it may be stopped meanwhile
  }
}
