import { getEventListeners } from 'node:events'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { faultyLine, type FaultyLine } from '../../test/faulty-line.ts'
import { startPostgres, type PostgresServer } from '../../test/postgres-server.ts'
import { listenOnPostgres } from './listening.ts'

let server: PostgresServer
let line: FaultyLine
beforeAll(async () => {
  server = await startPostgres()
  line = await faultyLine(server.port)
})
afterAll(async () => {
  await line.close()
  await server.stop()
})

it('leaves nothing behind of the connections that were cut', async () => {
  const url = new URL(await server.createDatabase('listening'))
  url.port = String(line.port)
  const signals = new Set<EventTarget>()
  const add = EventTarget.prototype.addEventListener
  const spy = vi.spyOn(EventTarget.prototype, 'addEventListener').mockImplementation(function (this: EventTarget, ...parameters: Parameters<typeof add>) {
    if (this instanceof AbortSignal) signals.add(this)
    add.apply(this, parameters)
  })
  let restored = 0
  const stop = listenOnPostgres(url.href, 'news', { onNotify: () => {}, onRestore: () => void restored++ })
  for (let cuts = 0; cuts < 4; cuts++) {
    await vi.waitFor(() => expect(restored).toBe(cuts + 1), { timeout: 5_000, interval: 5 })
    line.cut()
    line.repair()
  }
  await vi.waitFor(() => expect(restored).toBe(5), { timeout: 5_000, interval: 5 })
  // The one connection that is there waits for its end, by at most two listeners.
  for (const signal of signals) expect(getEventListeners(signal, 'abort').length).toBeLessThanOrEqual(2)
  await stop()
  spy.mockRestore()
})
