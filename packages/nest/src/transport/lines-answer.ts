import { isObservable } from '@trpc/server/observable'
import { JsonLines } from './json-lines.ts'
import { LINES_HEADERS, tooLong } from './rpc-answer.ts'
import type { RpcExchange } from './rpc-exchange.ts'

// An error's line is.
const SHORT = 2_000

/** Answers a batch line by line, each call as soon as it is done. */
export async function answerWithLines(exchange: RpcExchange): Promise<void> {
  const { rpc, config } = exchange
  const response = exchange.takeOver(LINES_HEADERS)
  const { pingMs } = (config as { jsonl?: { pingMs?: number } }).jsonl ?? {} // tRPC types the whole configuration any
  const ping = pingMs ? setInterval(() => response.write(' '), pingMs) : undefined
  const { maxAnswerLength } = exchange.endpoint.serving.limits
  const lines = new JsonLines({
    signal: exchange.signal.value,
    serialize: config.transformer.output.serialize,
    write(line) {
      // What waits for its reader is bounded; the line of the error that comes of it is short, and passes.
      if (line.length > SHORT && response.writableLength + line.length > maxAnswerLength) throw tooLong()
      if (response.destroyed || response.write(line)) return
      return drained(response)
    },
    describe(error, index) {
      return exchange.shape(exchange.failed(error, undefined), rpc.calls[index])
    },
  })
  try {
    await lines.send(
      rpc.calls.map(async (call) => {
        const { error, data } = await exchange.run(call)
        if (error) return { error: exchange.shape(error, call) }
        // Nested as tRPC nests them: its client waits for each level.
        return { result: Promise.resolve({ data: isObservable(data) ? data : Promise.resolve(data) }) }
      }),
    )
  } finally {
    clearInterval(ping)
    response.end()
  }
}

/** When a reader has caught up, or has gone. */
function drained(response: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done)
      resolve()
    }
    response.on('drain', done).on('close', done)
  })
}
