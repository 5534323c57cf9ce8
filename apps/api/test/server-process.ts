import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
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
  /** What it has logged so far, line by line. */
  readonly log: readonly string[]
  /** Settles when it has gone. */
  readonly exit: Promise<{ code: number | null; signal: NodeJS.Signals | null; errors: string }>
}

/**
 * The server as a process of its own, with nothing of this environment but what is given. `preload` is a module that runs
 * in it before all else, and hears what `child.send()` says.
 */
export function startServer(env: Record<string, string>, bundle: string = BUNDLE, preload?: URL): ServerProcess {
  const options = ['--enable-source-maps', ...(preload ? ['--import', preload.href] : [])]
  const child = spawn(process.execPath, [...options, `${bundle}/main.js`], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe', ...(preload ? ['ipc' as const] : [])] })
  const log: string[] = []
  let errors = ''
  child.stderr!.on('data', (chunk) => (errors += chunk)) // piped, as stdout is
  const exit = once(child, 'close').then(([code, signal]) => ({ code, signal, errors }))
  const listening = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      log.push(line)
      const url = /listens on (http:\/\/[^"\s]+)/.exec(line)?.[1]
      if (url) resolve(url)
    })
    void exit.then(() => reject(new Error(errors)))
  })
  listening.catch(() => {}) // some tests wait for the exit alone
  return { child, listening, log, exit }
}
