import { setTimeout as delay } from 'node:timers/promises'
import type { Child } from './child.ts'

const INTERVAL_MS = 50

/** Settles when the address answers (anything but a server's failure), rejects when the child dies or time is up. */
export async function untilReady(url: string, child: Child, timeoutMs = 120_000): Promise<void> {
  const end = Date.now() + timeoutMs
  while (Date.now() < end) {
    if (!child.isRunning()) throw await ChildDiedError.of(child)
    if (await answers(url, child)) return
    await delay(INTERVAL_MS)
  }
  throw new Error(`${child.name} does not answer at ${url}.`)
}

/** A process ended that should have gone on; the message ends with its last lines. */
export class ChildDiedError extends Error {
  constructor(
    /** The first line of the message. */
    readonly headline: string,
    lastLines: readonly string[],
  ) {
    super([headline, ...lastLines.map((line) => `  ${line}`)].join('\n'))
  }

  /** Waits for its last words. */
  static async of(child: Child): Promise<ChildDiedError> {
    const code = await child.exited
    return new ChildDiedError(`${child.name} has stopped (${code === null ? 'killed by a signal' : `exit code ${code}`}).`, child.lastLines())
  }
}

async function answers(url: string, child: Child): Promise<boolean> {
  const waiting = new AbortController()
  void child.exited.then(() => waiting.abort())
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.any([waiting.signal, AbortSignal.timeout(60_000)]) })
    await response.body?.cancel()
    return response.status < 500
  } catch {
    return false
  }
}
