import type { Logger } from 'pino'

const EVERY_MS = 1_000
/** Less is set all the time, and harms nobody: a token bears a difference of five seconds. */
const NOTED_S = 2

/**
 * Says in the log when this machine's clock was set, and by how much: whether a token is good is told by that clock alone,
 * and with a wrong one every caller is refused. A machine that has slept looks the same.
 */
export function watchClock(logger: Logger): void {
  let before = ahead()
  setInterval(() => {
    const now = ahead()
    const seconds = Math.round((now - before) / 1_000)
    before = now
    if (Math.abs(seconds) >= NOTED_S) logger.warn({ clockMovedSeconds: seconds }, `This machine’s clock was set ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead' : 'back'}, or it has slept; tokens are good or expired by that clock`)
  }, EVERY_MS).unref()
}

/** How far the clock on the wall is from the one that nobody can set. */
const ahead = () => Date.now() - performance.now()
