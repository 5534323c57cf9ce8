import { setTimeout as delay } from 'node:timers/promises'

/** Waits for a condition, as long as a busy machine may need; says what it waited for. */
export async function eventually(what: string, condition: () => boolean): Promise<void> {
  const end = Date.now() + 15_000
  while (!condition()) {
    if (Date.now() > end) throw new Error(`It never came true that ${what}.`)
    await delay(20)
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
