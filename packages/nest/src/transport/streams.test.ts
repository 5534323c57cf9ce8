import { Injectable } from '@nestjs/common'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { query, subscription } from '@throughline/contract'
import * as z from 'zod'
import { startFixture, type Fixture } from '../../test/fixture-app.ts'
import { Implement, Router, type Call } from '../implement.ts'

const number = z.object({ n: z.number() })
const contract = {
  hall: {
    watch: subscription({ summary: 'Wait, and listen to the signal.', access: 'public', output: number }),
    deaf: subscription({ summary: 'Wait, and listen to nothing.', access: 'public', output: number }),
    slow: query({ summary: 'Answer when told to.', access: 'public', output: z.string() }),
  },
}

interface Gate<T> {
  promise: Promise<T>
  open(value: T): void
}
function gate<T>(): Gate<T> {
  let open!: (value: T) => void // a promise's executor runs at once
  const promise = new Promise<T>((resolve) => (open = resolve))
  return { promise, open }
}

let ended: Gate<string>
let asked: Gate<void>
let answer: Gate<string>
let fixture: Fixture

@Injectable()
@Router({ alias: 'hall' })
class HallRouter {
  @Implement(contract.hall.watch)
  async *watch({ signal }: Call<typeof contract.hall.watch>) {
    try {
      yield { n: 1 }
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    } finally {
      ended.open('ended')
    }
  }

  @Implement(contract.hall.deaf)
  async *deaf() {
    yield { n: 1 }
    await new Promise<never>(() => {})
  }

  @Implement(contract.hall.slow)
  slow() {
    asked.open()
    return answer.promise
  }
}

beforeEach(async () => {
  ended = gate()
  asked = gate()
  answer = gate()
  fixture = await startFixture({ contract, routers: [HallRouter], controllers: [] })
})
afterEach(() => fixture.close())

async function openStream(name: string, signal?: AbortSignal) {
  const response = await fetch(`${fixture.url}/trpc/hall.${name}`, { headers: { accept: 'text/event-stream' }, ...(signal && { signal }) })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (!text.includes('"n":1')) text += (await reader.read()).value ?? ''
  return reader
}

it('ends a generator when its client has gone', async () => {
  const client = new AbortController()
  await openStream('watch', client.signal)
  client.abort()
  expect(await ended.promise).toBe('ended')
})

it.each(['watch', 'deaf'])('ends a stream when the server closes (%s)', async (name) => {
  const reader = await openStream(name)
  await fixture.app.close()
  let last = await reader.read()
  while (!last.done) last = await reader.read()
  expect(last.done).toBe(true)
})

it('finishes a call in flight before the server closes', async () => {
  const call = fetch(`${fixture.url}/trpc/hall.slow`).then((response) => response.text())
  await asked.promise
  const closed = fixture.app.close()
  answer.open('finished')
  expect(await call).toContain('finished')
  await closed
})
