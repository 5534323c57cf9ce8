import { setTimeout as delay } from 'node:timers/promises'
import type { Child } from './child.ts'

const INTERVAL_MS = 50

/** Settles when the address answers (anything but a server's failure), rejects when the child dies or time is up. */
export async function untilReady(url: string, child: Child, timeoutMs = 120_000): Promise<void> {
  const end = Date.now() + timeoutMs
  while (Date.now() < end) {
    if (!child.isRunning()) throw new ChildDiedError(child)
    if (await answers(url)) return
    await delay(INTERVAL_MS)
  }
  throw new Error(`${child.name} does not answer at ${url}.`)
}

/** A process ended that should have gone on. */
export class ChildDiedError extends Error {
  constructor(child: Child) {
    super(`${child.name} has stopped:\n${child.lastLines().map((line) => `  ${line}`).join('\n')}`)
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(60_000) })
    await response.body?.cancel()
    return response.status < 500
  } catch {
    return false
  }
}
