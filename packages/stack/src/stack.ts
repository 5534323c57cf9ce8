import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { ApiServer } from './api-server.ts'
import { environments } from './environment.ts'
import * as paths from './paths.ts'
import type { Ports } from './ports.ts'
import { startChild, type Child, type ChildOptions } from './processes/child.ts'
import { createLeash } from './processes/leash.ts'
import { untilReady } from './processes/ready.ts'
import { standInArgs } from './stand-in.ts'

export interface StackOptions {
  readonly mode: 'development' | 'production'
  readonly ports: Ports
  /** Database and the stand-in's state; a relative folder starts at the repository. */
  readonly dataDir: string
  /** Next's build folder inside apps/web; a stack of its own needs one of its own. */
  readonly distDir?: string
  /** A stand-in that runs already, on `ports.clerk`. */
  readonly clerk?: { readonly url: string }
  /** `process.env` by default. */
  readonly given?: NodeJS.ProcessEnv
  readonly onLine?: (name: string, line: string) => void
  /** Where given, an API that dies does not end the stack: an edit may bring it back. */
  readonly onApiDeath?: (child: Child) => void
  /** Ends a build, and a stack at any time. */
  readonly signal?: AbortSignal
}

export interface Stack {
  readonly webUrl: string
  readonly apiUrl: string
  /** `null` with the keys of a real Clerk instance. */
  readonly clerkUrl: string | null
  readonly api: ApiServer
  /** Settles when a process that must run has died by itself. */
  readonly died: Promise<Child>
  stop(): Promise<void>
}

/** Starts the stand-in, the API and the web app, each when what it needs answers; settles when all three do. */
export async function startStack({ mode, ports, dataDir, distDir, clerk, given = process.env, onLine, onApiDeath, signal }: StackOptions): Promise<Stack> {
  const { standIn, api: apiEnv, web: webEnv } = environments({ mode, ports, given, dataDir, distDir })
  const leash = createLeash()
  const common = { leash, ...(onLine && { onLine }) }
  const children: Child[] = []
  let tellDeath: (child: Child) => void = () => {}
  const died = new Promise<Child>((resolve) => (tellDeath = resolve))
  const api = new ApiServer({
    bundle: mode === 'development' ? '.dev' : 'dist',
    env: apiEnv,
    port: ports.api,
    warm: onApiDeath !== undefined, // whoever brings a dead one back reloads a living one
    onDeath: onApiDeath ?? tellDeath,
    ...common,
  })

  const run = (options: Omit<ChildOptions, 'leash' | 'onLine'>): Child => {
    signal?.throwIfAborted()
    const child = startChild({ ...options, ...common })
    children.push(child)
    void child.exited.then(() => tellDeath(child))
    return child
  }
  const stop = async () => {
    await Promise.all([...children.map((child) => child.stop()), api.close()])
    leash.close()
  }
  // Whoever waits for one of them is told that it has gone.
  signal?.addEventListener('abort', () => void stop(), { once: true })

  try {
    if (standIn && !clerk) {
      await untilReady(`http://127.0.0.1:${ports.clerk}/health`, run({ name: 'clerk', args: standInArgs(ports, dataDir), cwd: paths.clerkLocal, env: apiEnv }))
    }
    const web = run({ name: 'web', args: webCommand(mode, ports), cwd: paths.web, env: webEnv })
    if (mode === 'development') await api.build()
    await Promise.all([api.start(), untilReady(`http://localhost:${ports.web}/`, web)])
  } catch (error) {
    await stop()
    throw error
  }
  return {
    webUrl: `http://localhost:${ports.web}`,
    apiUrl: `http://127.0.0.1:${ports.api}`,
    clerkUrl: standIn ? (clerk?.url ?? `http://localhost:${ports.clerk}`) : null,
    api,
    died,
    stop,
  }
}

const webCommand = (mode: StackOptions['mode'], ports: Ports) => [paths.nextCommand(), mode === 'development' ? 'dev' : 'start', '-H', 'localhost', '-p', String(ports.web)]

/** Builds the API and the web app for production. Next writes the API's address into its rewrites: build for the ports that you start. */
export async function buildStack({ ports, distDir, given = process.env, signal }: Pick<StackOptions, 'ports' | 'distDir' | 'given' | 'signal'>): Promise<void> {
  const { web } = environments({ mode: 'production', ports, given, distDir })
  const run = promisify(execFile)
  await run(process.execPath, ['build.js', 'dist'], { cwd: paths.api, signal })
  await run(process.execPath, [paths.nextCommand(), 'build'], { cwd: paths.web, env: web, maxBuffer: 16 * 1024 * 1024, signal })
}
