import { openDatabase } from './db/open-database.ts'
import { readEnv } from './env.ts'
import { watchClock } from './logging/clock-watch.ts'
import { createPino } from './logging/pino.ts'
import { StartupError, exitWithError } from './startup-error.ts'
import { stopOnSignal } from './stop-on-signal.ts'

async function main(): Promise<void> {
  const env = readEnv()
  const logger = createPino(env)
  if (env.production && env.clerk.isStandIn) logger.warn('THE LOCAL CLERK STAND-IN IS IN USE IN A PRODUCTION BUILD. ITS KEYS ARE PUBLIC. Never serve anybody like this.')
  // The database opens while the framework loads: each takes about half of a start.
  const [database, { createApp, loadTheRest }] = await Promise.all([openDatabase(env), import('./create-app.ts')])
  const app = await createApp(env, database, logger)
  stopOnSignal(app, logger)
  watchClock(logger)
  try {
    await app.listen(env.port, env.host)
  } catch (error) {
    await app.close()
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new StartupError(`Port ${env.port} is taken; set API_PORT to use another.`, { cause: error }) // listen() rejects with an errno
    throw error
  }
  logger.info(`The API listens on ${await app.getUrl()}`)
  loadTheRest(app, logger)
}

main().catch(exitWithError)
