import * as z from 'zod'
import { tell, type ParentToServer } from './serve.ts'

export const eventSchema = z.object({ sentAt: z.string(), text: z.string() })
export type BenchEvent = z.output<typeof eventSchema>

let count = 0

/** Publishes an event and tells the memory when the parent asks for it. An event carries when it was published, in ns. */
export function answerEvents(publish: (id: string, event: BenchEvent) => void, clients: () => number): void {
  process.on('message', (message: ParentToServer) => {
    if (message === 'publish') publish(String(++count), { sentAt: String(process.hrtime.bigint()), text: 'x'.repeat(100) })
    if (message !== 'memory') return
    // Twice: the first collection frees what holds on to the rest.
    globalThis.gc!()
    globalThis.gc!()
    const { rss, heapUsed } = process.memoryUsage()
    tell({ memory: { rss, heap: heapUsed, clients: clients() } })
  })
}
