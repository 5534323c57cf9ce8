import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const folder = fileURLToPath(new URL('..', import.meta.url))

// Of its own: `pnpm dev` and the tests of reloading write .dev at the same time.
const BUNDLE = '.dev-test'

/** Bundles the sources as `pnpm dev` does; each test file into a folder of its own, since they run side by side. */
export async function buildServer(bundle: string = BUNDLE): Promise<void> {
  await promisify(execFile)(process.execPath, ['build.js', bundle], { cwd: folder })
}

export interface ServerProcess {
  readonly child: ChildProcess
  /** Where it listens; rejects with what it wrote to stderr when it ends instead. */
  readonly listening: Promise<string>
  /** Settles when it has gone. */
  readonly exit: Promise<{ code: number | null; signal: NodeJS.Signals | null; errors: string }>
}

/** The server as a process of its own, with nothing of this environment but what is given. */
export function startServer(env: Record<string, string>, bundle: string = BUNDLE): ServerProcess {
  const child = spawn(process.execPath, ['--enable-source-maps', `${bundle}/main.js`], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let errors = ''
  child.stderr.on('data', (chunk) => (errors += chunk))
  const exit = once(child, 'close').then(([code, signal]) => ({ code, signal, errors }))
  const listening = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      output += chunk
      const url = /listens on (http:\/\/[^"\s]+)/.exec(output)?.[1]
      if (url) resolve(url)
    })
    void exit.then(() => reject(new Error(errors)))
  })
  listening.catch(() => {}) // some tests wait for the exit alone
  return { child, listening, exit }
}
