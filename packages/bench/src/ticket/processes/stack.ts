import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { createClerkLocal, type ClerkLocal } from '@throughline/clerk-local'
import { startPostgres } from '@throughline/server/test/postgres-server'
import { ApiProcess } from './api-process.ts'
import type { Population } from '../desk/population.ts'

/** What is under load: all of it real, all of it on this machine. */
export interface Stack {
  readonly clerk: ClerkLocal
  readonly databaseUrl: string
  readonly apis: readonly [ApiProcess, ApiProcess]
  stop(): Promise<void>
  /** For when there is no time: kills the processes and stops the database. */
  abandon(): Promise<void>
}

const folder = dirname(createRequire(import.meta.url).resolve('@throughline/server/package.json'))
const run = promisify(execFile)

/**
 * Starts PostgreSQL, the stand-in with its people, and two API processes on both, with everybody mirrored. `bundle` is a
 * folder of its own in `apps/api`: another one may be running.
 */
export async function startStack({ seed }: Population, bundle: string): Promise<Stack> {
  const opened: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const close of opened.splice(0).reverse()) await close()
  }
  try {
    const building = run(process.execPath, ['build.js', bundle], { cwd: folder })
    building.catch(() => {}) // awaited below, after what takes as long
    const clerk = await createClerkLocal({ seed })
    opened.push(() => clerk.close())
    const postgres = await startPostgres()
    opened.push(() => postgres.stop())
    const databaseUrl = await postgres.createDatabase('load')
    await building
    const env = {
      ...clerk.env.api(),
      CLERK_JWT_KEY: clerk.jwtKey,
      CLERK_AUTHORIZED_PARTIES: 'http://localhost:3000',
      DATABASE_URL: databaseUrl,
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      THROUGHLINE_ALLOW_STAND_IN: '1',
    }
    // As an app that has users already begins: without it, only those who have called are members of anything. Migrates, too.
    await run(process.execPath, ['--enable-source-maps', `${bundle}/reconcile.js`], { cwd: folder, env })
    const start = async (name: string) => {
      const api = await ApiProcess.start(name, { folder, script: `${bundle}/main.js`, env })
      opened.push(() => api.stop())
      return api
    }
    const apis = await Promise.all([start('A'), start('B')])
    const abandon = async () => {
      for (const api of apis) api.kill()
      await postgres.stop()
    }
    return { clerk, databaseUrl, apis, stop, abandon }
  } catch (error) {
    await stop()
    throw error
  }
}
