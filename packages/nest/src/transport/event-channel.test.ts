import { describe, expect, it } from 'vitest'
import { EventChannel } from './event-channel.ts'
import { StreamInterruptedError } from './stream-interrupted.error.ts'

const signal = () => new AbortController().signal
const ids = (events: readonly (readonly unknown[])[]) => events.map(([id]) => id)

async function take<T>(events: AsyncIterator<T>, count: number): Promise<T[]> {
  const taken: T[] = []
  while (taken.length < count) {
    const next = await events.next()
    if (next.done) break
    taken.push(next.value)
  }
  return taken
}

describe('an event channel', () => {
  it('hands the same envelope to every reader', async () => {
    const channel = new EventChannel<{ title: string }>()
    const [a, b] = [channel.subscribe({ signal: signal() }), channel.subscribe({ signal: signal() })]
    channel.publish('1', { title: 'one' })
    const [[first], [second]] = [await take(a, 1), await take(b, 1)]
    expect(first).toBe(second)
    expect(first?.slice(0, 2)).toEqual(['1', { title: 'one' }])
  })

  it('loses nothing between subscribing and the first read, and keeps the order', async () => {
    const channel = new EventChannel<number>()
    const events = channel.subscribe({ signal: signal() })
    for (const n of [1, 2, 3]) channel.publish(String(n), n)
    expect(ids(await take(events, 3))).toEqual(['1', '2', '3'])
  })

  it('resumes after the last id that a stream has seen, without a gap or a duplicate', async () => {
    const channel = new EventChannel<number>()
    for (const n of [1, 2, 3]) channel.publish(String(n), n)
    const events = channel.subscribe({ lastEventId: '1', signal: signal() })
    channel.publish('4', 4)
    expect(ids(await take(events, 3))).toEqual(['2', '3', '4'])
  })

  it('says when an id is too old to resume from', () => {
    const channel = new EventChannel<number>({ history: 2 })
    for (const n of [1, 2, 3]) channel.publish(String(n), n)
    expect([channel.remembers('1'), channel.remembers('2')]).toEqual([false, true])
  })

  it('forgets a reader when its signal aborts, also one that waits', async () => {
    const channel = new EventChannel<number>()
    const controller = new AbortController()
    const waiting = channel.subscribe({ signal: controller.signal }).next()
    expect(channel.size).toBe(1)
    controller.abort()
    await expect(waiting).resolves.toEqual({ value: undefined, done: true })
    expect(channel.size).toBe(0)
    channel.subscribe({ signal: controller.signal })
    expect(channel.size).toBe(0)
  })

  it('forgets a reader that returns', async () => {
    const channel = new EventChannel<number>()
    for await (const [id] of afterPublishing(channel)) if (id === '1') break
    expect(channel.size).toBe(0)
  })

  it('interrupts a reader that falls too far behind instead of holding its events for ever', async () => {
    const channel = new EventChannel<number>({ backlog: 2 })
    const events = channel.subscribe({ signal: signal() })
    for (const n of [1, 2, 3]) channel.publish(String(n), n)
    await expect(events.next()).rejects.toThrow(StreamInterruptedError)
    expect(channel.size).toBe(0)
  })
})

function afterPublishing(channel: EventChannel<number>) {
  const events = channel.subscribe({ signal: signal() })
  channel.publish('1', 1)
  return events
}
