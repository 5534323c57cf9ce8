import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { webLocks } from '../../test/web-locks.ts'
import type { EventStreamListener } from './event-stream.ts'
import type { StreamEvent } from './event-stream-parser.ts'
import { shareEventStream } from './shared-event-stream.ts'

/** A stream that the server has been asked for. */
interface Opened {
  readonly tab: string
  readonly listener: EventStreamListener
  readonly lastEventId: string
  closed: boolean
}

let opened: Opened[]
let tabs: Tab[]
let key: string
let runs = 0

interface Tab {
  readonly events: StreamEvent[]
  readonly interruptions: Error[]
  signedOut: boolean
  close(): void
}

beforeEach(() => {
  ;[opened, tabs] = [[], []]
  key = `source-${++runs}`
  vi.stubGlobal('navigator', { locks: webLocks() })
})
afterEach(() => {
  for (const tab of tabs) tab.close()
  vi.unstubAllGlobals()
})

function openTab(name: string, { lastEventId = '', patienceMs = 60_000, as = key } = {}): Tab {
  const events: StreamEvent[] = []
  const interruptions: Error[] = []
  const open = (listener: EventStreamListener, from: string) => {
    const stream: Opened = { tab: name, listener, lastEventId: from, closed: false }
    opened.push(stream)
    return () => void (stream.closed = true)
  }
  const listener = { event: (event: StreamEvent) => events.push(event), interrupted: (error: Error) => interruptions.push(error), signedOut: () => void (tab.signedOut = true) }
  const tab: Tab = { events, interruptions, signedOut: false, close: shareEventStream({ key: as, open, patienceMs }, listener, lastEventId) }
  tabs.push(tab)
  return tab
}

const STARTED: StreamEvent = { type: 'connected', data: '{}' }
const event = (id: number): StreamEvent => ({ type: 'message', data: `"${id}"`, id: String(id) })
const ids = (tab: Tab) => tab.events.flatMap(({ id }) => id ?? [])
const streams = (count: number) => vi.waitFor(() => expect(opened).toHaveLength(count))
const saw = (tab: Tab, expected: string[]) => vi.waitFor(() => expect(ids(tab)).toEqual(expected))

describe('shareEventStream', () => {
  it('opens one stream for all tabs and shows each of them every event once', async () => {
    const [one, two, three] = [openTab('one'), openTab('two'), openTab('three')]
    await streams(1)
    for (const id of [1, 2]) opened[0]!.listener.event(event(id))
    for (const tab of [one, two, three]) await saw(tab, ['1', '2'])
    expect(opened).toHaveLength(1)
  })

  it('shares nothing between sources or identities', async () => {
    openTab('ada’s')
    const linus = openTab('linus’', { as: `${key}-linus` })
    await streams(2)
    opened[0]!.listener.event(event(1))
    opened[1]!.listener.event(event(2))
    await saw(linus, ['2'])
    expect(opened).toHaveLength(2)
  })

  it('tells a tab that joins that the stream has started, and the state as it is', async () => {
    openTab('one')
    await streams(1)
    for (const each of [STARTED, event(1), event(2)]) opened[0]!.listener.event(each)
    const late = openTab('late')
    await saw(late, ['2'])
    expect(late.events).toEqual([STARTED, event(2)])
    opened[0]!.listener.event(event(3))
    await saw(late, ['2', '3'])
    expect(opened).toHaveLength(1)
  })

  it('tells a tab that comes back what it has missed', async () => {
    openTab('one')
    await streams(1)
    for (const id of [1, 2, 3]) opened[0]!.listener.event(event(id))
    await saw(openTab('back', { lastEventId: '1' }), ['2', '3'])
    const upToDate = openTab('up to date', { lastEventId: '3' })
    await new Promise((resolve) => setImmediate(resolve))
    opened[0]!.listener.event(event(4))
    await saw(upToDate, ['4'])
    expect(opened).toHaveLength(1)
  })

  it('lets a tab that begins from nothing ask the server itself where the leader has been told nothing yet', async () => {
    openTab('resumed', { lastEventId: '7' })
    await streams(1)
    openTab('new')
    await streams(2)
    expect(opened[1]).toMatchObject({ tab: 'new', lastEventId: '' })
  })

  it('shows what was missed before what comes meanwhile', async () => {
    openTab('one')
    await streams(1)
    for (const id of [1, 2, 3]) opened[0]!.listener.event(event(id))
    const back = openTab('back', { lastEventId: '1' })
    opened[0]!.listener.event(event(4))
    await saw(back, ['2', '3', '4'])
    expect(opened).toHaveLength(1)
  })

  it('does not listen to a leader that has been replaced', async () => {
    openTab('one')
    await streams(1)
    const two = openTab('two')
    opened[0]!.listener.event(event(1))
    await saw(two, ['1'])
    const stale = new BroadcastChannel(key)
    stale.postMessage({ kind: 'event', from: 'a tab that has just been woken', event: event(-5) })
    await new Promise((resolve) => setImmediate(resolve))
    opened[0]!.listener.event(event(2))
    await saw(two, ['1', '2'])
    expect(opened).toHaveLength(1)
    stale.close()
  })

  it('lets a tab whose last event is forgotten ask the server itself', async () => {
    openTab('one')
    await streams(1)
    for (let id = 1; id <= 40; id++) opened[0]!.listener.event(event(id))
    openTab('from long ago', { lastEventId: '2' })
    await streams(2)
    expect(opened[1]).toMatchObject({ tab: 'from long ago', lastEventId: '2' })
  })

  it('goes on in the next tab, from the last event, when the leader closes', async () => {
    const [one, two, three] = [openTab('one'), openTab('two'), openTab('three')]
    await streams(1)
    opened[0]!.listener.event(event(1))
    for (const tab of [two, three]) await saw(tab, ['1'])
    one.close()
    await streams(2)
    expect(opened[0]!.closed).toBe(true)
    expect(opened[1]).toMatchObject({ tab: 'two', lastEventId: '1' })
    // The server repeats the last event to a client that was not told of its id in time.
    for (const id of [1, 2]) opened[1]!.listener.event(event(id))
    for (const tab of [two, three]) await saw(tab, ['1', '2'])
    expect(opened).toHaveLength(2)
  })

  it('closes the stream with the last tab', async () => {
    const [one, two] = [openTab('one'), openTab('two')]
    await streams(1)
    two.close()
    expect(opened[0]!.closed).toBe(false)
    one.close()
    expect(opened[0]!.closed).toBe(true)
    expect(opened).toHaveLength(1)
  })

  it('tells every tab of an interruption', async () => {
    const [one, two] = [openTab('one'), openTab('two')]
    await streams(1)
    opened[0]!.listener.interrupted(new Error('The API is down.'))
    await vi.waitFor(() => expect(two.interruptions).toEqual([expect.objectContaining({ name: 'ApiUnavailableError', message: 'The API is down.' })]))
    expect(one.interruptions).toHaveLength(1)
  })

  it('goes on in the next tab when the leader is signed out, and keeps that to the leader', async () => {
    const [one, two] = [openTab('one'), openTab('two')]
    await streams(1)
    opened[0]!.listener.signedOut()
    await streams(2)
    expect(opened[1]!.tab).toBe('two')
    expect([one.signedOut, two.signedOut]).toEqual([true, false])
  })

  it('takes the lead from a tab that its browser has frozen, which follows when it wakes', async () => {
    const frozen = openTab('frozen')
    await streams(1)
    opened[0]!.listener.event(event(1))
    const impatient = openTab('impatient', { patienceMs: 30 })
    await streams(2)
    expect(opened[1]).toMatchObject({ tab: 'impatient', lastEventId: '1' })
    await vi.waitFor(() => expect(opened[0]!.closed).toBe(true))
    opened[1]!.listener.event(event(2))
    for (const tab of [frozen, impatient]) await saw(tab, ['1', '2'])
    expect(opened).toHaveLength(2)
  })

  it('opens a stream in each tab where there are no locks, as on insecure origins', async () => {
    vi.stubGlobal('navigator', {})
    openTab('one')
    openTab('two')
    expect(opened.map(({ tab }) => tab)).toEqual(['one', 'two'])
  })

  it('opens nothing for a tab that closes at once', async () => {
    openTab('one').close()
    openTab('two')
    await streams(1)
    expect(opened[0]!.tab).toBe('two')
  })
})
