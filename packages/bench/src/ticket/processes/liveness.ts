import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export interface Liveness {
  /** Milliseconds. */
  readonly latencies: readonly number[]
  readonly failures: number
}

/** Asks processes all the time whether they live, until it is told to stop. */
export function watchLiveness(urls: readonly string[]): { stop(): Promise<Liveness> } {
  const worker = new Worker(new URL('./liveness-worker.js', import.meta.url), { workerData: { urls }, execArgv: [] })
  return {
    async stop() {
      const answer = once(worker, 'message')
      worker.postMessage('stop')
      const [liveness] = await answer
      await worker.terminate()
      return liveness as Liveness // as the worker sends it
    },
  }
}
