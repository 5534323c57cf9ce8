import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { createClerkLocal } from '@throughline/clerk-local'
import { startPostgres } from '@throughline/server/test/postgres-server'

export interface Boot {
  /** From the start of the process to the end of its first 200. */
  readonly milliseconds: number
  /** Of all threads until then, which other work on the machine hardly changes; `null` where the system does not tell. */
  readonly cpuMilliseconds: number | null
  /** Resident memory after that answer; `null` where the system does not tell. */
  readonly megabytes: number | null
}

/** Starts processes that listen, one at a time, and measures each. */
export interface BootBench {
  /** The API's production bundle on a PostgreSQL that is up and migrated: connects, looks for migrations, listens. */
  api(): Promise<Boot>
  /** What no server of Node's can be faster than: `node:http` and one line. */
  bare(): Promise<Boot>
  close(): Promise<void>
}

const server = dirname(createRequire(import.meta.url).resolve('@throughline/server/package.json'))

// Of its own: `dist` may be running.
const BUNDLE = '.dev-bench'

const BARE = `const s = require('node:http').createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1', () => console.log('listens on http://127.0.0.1:' + s.address().port))`

/** Builds the API and brings up what it needs beside itself: a database, and the stand-in's keys. */
export async function startBootBench(): Promise<BootBench> {
  const [clerk, postgres] = await Promise.all([createClerkLocal(), startPostgres(), promisify(execFile)(process.execPath, ['build.js', BUNDLE], { cwd: server })])
  const env = {
    ...clerk.env.api(),
    CLERK_JWT_KEY: clerk.jwtKey,
    CLERK_AUTHORIZED_PARTIES: 'http://localhost:3000',
    DATABASE_URL: await postgres.createDatabase('boot'),
    NODE_ENV: 'production',
    THROUGHLINE_ALLOW_STAND_IN: '1',
    API_PORT: '0',
  }
  const bench: BootBench = {
    api: () => boot(['--enable-source-maps', `${BUNDLE}/main.js`], env, '/health/live'),
    bare: () => boot(['--eval', BARE], {}, '/'),
    close: async () => void (await Promise.all([clerk.close(), postgres.stop()])),
  }
  await bench.api() // migrates, and brings the files into memory
  return bench
}

async function boot(args: string[], env: Record<string, string>, path: string): Promise<Boot> {
  const started = performance.now()
  const child = spawn(process.execPath, args, { cwd: server, env, stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let output = ''
      child.stdout.on('data', (chunk) => {
        output += chunk
        const found = /listens on (http:\/\/[^"\s]+)/.exec(output)?.[1]
        if (found) resolve(found)
      })
      void gone.then(() => reject(new Error(`The server ended before it listened:\n${output}`)))
    })
    const answer = await fetch(`${url}${path}`)
    await answer.text()
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`)
    return { milliseconds: performance.now() - started, ...(await usage(child.pid)) }
  } finally {
    child.kill('SIGTERM')
    await gone
  }
}

// Linux, on every architecture that Node runs on, counts processor time in hundredths of a second.
const TICK_MS = 10

async function usage(pid: number | undefined): Promise<Omit<Boot, 'milliseconds'>> {
  const [status, stat] = await Promise.all(['status', 'stat'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => ''))) // Linux only
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status ?? '')?.[1]
  // After the name in brackets, user and system time are the 12th and the 13th field.
  const [user, system] = /\) (?:\S+ ){11}(\d+) (\d+)/.exec(stat ?? '')?.slice(1).map(Number) ?? []
  return {
    megabytes: kilobytes === undefined ? null : Number(kilobytes) / 1024,
    cpuMilliseconds: user === undefined || system === undefined ? null : (user + system) * TICK_MS,
  }
}
