import { ApiUnavailableError } from '../errors.ts'
import type { StreamEvent } from './event-stream-parser.ts'
import type { EventStreamListener } from './event-stream.ts'
import { STARTED_EVENT } from './read-event-stream.ts'
import { newRequestId } from './request-id.ts'

export interface SharedStreamOptions {
  /** Names the source and whose it is: equal keys share a stream, and nothing else does. Only this origin sees it. */
  key: string
  /** Opens the stream where it is this tab that does, and returns what closes it. */
  open: (listener: EventStreamListener, lastEventId: string) => () => void
  /** A leader that says nothing for so long, in milliseconds, has been frozen by its browser and loses its place. */
  patienceMs?: number
}

/** What tabs tell each other. Events, never tokens. `from` leads. */
type Message =
  | { readonly kind: 'event'; readonly from: string; readonly event: StreamEvent }
  | { readonly kind: 'interrupted'; readonly from: string; readonly reason: string }
  | { readonly kind: 'leads'; readonly from: string }
  | { readonly kind: 'joins'; readonly tab: string; readonly lastEventId: string }
  /** `null`: the leader does not know what the tab has missed. */
  | { readonly kind: 'replay'; readonly from: string; readonly tab: string; readonly events: readonly StreamEvent[] | null }

// Longer than a leader takes to notice a dead connection (25 s) and to connect again.
const PATIENCE_MS = 50_000

// Events with an id that a tab keeps: for tabs that join, and to tell what it has seen.
const KEPT = 32

/**
 * One stream for all tabs of this browser that want the same. The tab that holds a Web Lock has it and passes events on;
 * when that tab goes, the next one holds the lock and resumes from the last id that it has seen. What a tab has seen it
 * does not see again.
 *
 * A tab that joins gets what it has missed since its own last id. Without one it gets the newest event that has an id,
 * since a stream that begins without an id begins with the state as it is. A tab whose id the leader does not know any
 * more opens a stream of its own, as does every tab where there are no locks (on insecure origins).
 *
 * Returns what closes it.
 */
export function shareEventStream({ key, open, patienceMs = PATIENCE_MS }: SharedStreamOptions, listener: EventStreamListener, lastEventId = ''): () => void {
  const { locks } = globalThis.navigator ?? {}
  if (!locks || !globalThis.BroadcastChannel) return open(listener, lastEventId)

  const tab = newRequestId()
  const channel = new BroadcastChannel(key)
  const recent: StreamEvent[] = []
  let started: StreamEvent | undefined
  // Whom this tab follows, once it has got what it had missed: what was said before is in there. And nobody else, since a
  // leader that was replaced while it was frozen may still talk.
  let leader: string | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  let candidacy = new AbortController()
  let leads = false
  let closed = false
  let closeStream = () => {}
  let release = () => {}

  channel.addEventListener('message', ({ data }) => receive(data as Message)) // only this file posts under such a key
  follow()
  return close

  function close(): void {
    closed = true
    candidacy.abort()
    stepDown()
    clearTimeout(silence)
    channel.close()
  }

  /** Waits for the lock, or takes it from a leader that has stopped. */
  function stand(steal: boolean): void {
    const mine = (candidacy = new AbortController())
    locks.request(key, steal ? { steal } : { signal: mine.signal }, lead).catch((error: unknown) => {
      if (mine.signal.aborted) return
      stepDown()
      // Stolen from here, while this tab was frozen; any other error means that there are no locks here after all.
      if ((error as Error).name === 'AbortError') return follow()
      openAlone()
    })
  }

  function follow(): void {
    join()
    stand(false)
    heard()
  }

  function join(): void {
    leader = undefined
    post({ kind: 'joins', tab, lastEventId })
  }

  function lead(): Promise<void> | undefined {
    if (closed) return
    leads = true
    clearTimeout(silence)
    post({ kind: 'leads', from: tab })
    closeStream = open({ event: pass, interrupted, signedOut }, lastEventId)
    return new Promise((resolve) => (release = resolve))
  }

  function stepDown(): void {
    leads = false
    closeStream()
    release()
  }

  function openAlone(): void {
    candidacy.abort()
    clearTimeout(silence)
    channel.close()
    closeStream = open(listener, lastEventId)
  }

  // To the others first: what this tab does with an event may close the channel.
  function pass(event: StreamEvent): void {
    post({ kind: 'event', from: tab, event })
    deliver(event)
  }

  function interrupted(error: Error): void {
    post({ kind: 'interrupted', from: tab, reason: error.message })
    listener.interrupted(error)
  }

  // Of this tab alone: another one may still act for the identity, and takes the lead.
  function signedOut(): void {
    stepDown()
    listener.signedOut()
  }

  function receive(message: Message): void {
    if (closed || (message.kind === 'joins') !== leads) return
    switch (message.kind) {
      case 'joins':
        return post({ kind: 'replay', from: tab, tab: message.tab, events: since(message.lastEventId) })
      case 'leads':
        heard()
        return join()
      case 'replay':
        if (message.tab !== tab) return
        if (message.events === null) return openAlone()
        leader = message.from
        heard()
        for (const event of message.events) deliver(event)
        return
    }
    if (message.from !== leader) return
    heard()
    if (message.kind === 'event') deliver(message.event)
    else listener.interrupted(new ApiUnavailableError(message.reason))
  }

  /** What a tab has missed that has seen `id` last; `null` where that is not known here. */
  function since(id: string): readonly StreamEvent[] | null {
    const at = recent.findLastIndex((event) => event.id === id)
    const known = id === lastEventId || at !== -1 || (id === '' && recent.length > 0)
    if (!known) return null
    return [...(started ? [started] : []), ...(id === '' ? recent.slice(-1) : at === -1 ? [] : recent.slice(at + 1))]
  }

  function deliver(event: StreamEvent): void {
    if (closed) return
    const { id, type } = event
    if (type === STARTED_EVENT) started = event
    if (id) {
      if (recent.some((known) => known.id === id)) return
      recent.push(event)
      if (recent.length > KEPT) recent.shift()
    }
    lastEventId = id ?? lastEventId
    listener.event(event)
  }

  function heard(): void {
    clearTimeout(silence)
    // Spread, or all the other tabs would take the lock from each other at once.
    silence = setTimeout(
      () => {
        candidacy.abort()
        stand(true)
      },
      patienceMs * (1 + Math.random() / 5),
    )
  }

  function post(message: Message): void {
    channel.postMessage(message)
  }
}
