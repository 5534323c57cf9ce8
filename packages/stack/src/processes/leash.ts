import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Ends process groups when this process dies in a way that lets it clean up nothing. */
export interface Leash {
  hold(pid: number): void
  release(pid: number): void
  /** Lets go: the keeper ends, with nothing held. */
  close(): void
}

/** Starts the keeper: a small process that waits for the end of a pipe, which the system closes however we die. */
export function createLeash(): Leash {
  const keeper = spawn(process.execPath, [fileURLToPath(new URL('../../bin/keeper.cjs', import.meta.url))], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  keeper.stdin.on('error', () => {}) // it has gone already, and holds nothing
  keeper.unref()
  return {
    hold: (pid) => void keeper.stdin.write(`+${pid}\n`),
    release: (pid) => void keeper.stdin.write(`-${pid}\n`),
    close: () => void keeper.stdin.end(),
  }
}
