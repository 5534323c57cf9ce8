import type { INestApplication } from '@nestjs/common'
import type { Logger } from 'pino'

// Whoever stops us waits 5 s before they kill.
const LIMIT_MS = 4_500

/** On SIGTERM or SIGINT: no new calls, streams end, calls in flight finish, the database closes; gone within 5 s. */
export function stopOnSignal(app: INestApplication, logger: Logger): void {
  let stopping = false
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return
    stopping = true
    logger.info(`${signal}: shutting down`)
    setTimeout(() => {
      logger.error(`Calls are still in flight after ${LIMIT_MS} ms; leaving them`)
      process.exit(1)
    }, LIMIT_MS).unref()
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'The shutdown failed')
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop)
}
