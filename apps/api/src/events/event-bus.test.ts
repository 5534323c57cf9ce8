import { expect, it, vi } from 'vitest'
import type { Database, Listener } from '../db/database.ts'
import { EventBus } from './event-bus.ts'
import type { EventLog, StoredEvent } from './event-log.ts'

const event = (id: number): StoredEvent => ({ id, topic: 'ticket', scope: 'org_1', data: {} })

it.each(Array.from({ length: 12 }, (_, turns) => turns))('tells of what is committed %i turns after a reading was answered', async (turns) => {
  const table = [event(1)]
  let answer = () => {}
  const answered = new Promise<void>((resolve) => (answer = resolve))
  const listAfter = async (last: number) => {
    const found = table.filter(({ id }) => id > last)
    await answered
    return found
  }
  let listener: Listener | undefined
  const listen: Database['listen'] = (_channel, listening) => {
    listener = listening
    return async () => {}
  }
  const bus = new EventBus({ listen } as Database, { newest: async () => 0, listAfter } as unknown as EventLog) // a table whose answers are ours to time
  await bus.onModuleInit()
  bus.onApplicationBootstrap()
  const told: number[] = []
  bus.on('ticket', ({ id }) => void told.push(id))
  listener?.onNotify()
  answer()
  for (let turn = 0; turn < turns; turn++) await Promise.resolve()
  table.push(event(2))
  listener?.onNotify()
  await vi.waitFor(() => expect(told).toEqual([1, 2]), { timeout: 300, interval: 5 })
})
