import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ApiServer } from './api-server.ts'
import { environments, type Variables } from './environment.ts'
import * as paths from './paths.ts'
import type { Ports } from './ports.ts'
import { startChild, type Child } from './processes/child.ts'
import { createLeash } from './processes/leash.ts'
import { untilReady } from './processes/ready.ts'

export interface StackOptions {
  readonly mode: 'development' | 'production'
  readonly ports: Ports
  /** Database and the stand-in's state. */
  readonly dataDir: string
  /** Next's build folder inside apps/web; a stack of its own needs one of its own. */
  readonly distDir?: string
  /** A stand-in that runs already, on `ports.clerk`. */
  readonly clerk?: { readonly url: string }
  /** `process.env` by default. */
  readonly given?: NodeJS.ProcessEnv
  readonly onLine?: (name: string, line: string) => void
}

export interface Stack {
  readonly webUrl: string
  readonly apiUrl: string
  /** `null` with the keys of a real Clerk instance. */
  readonly clerkUrl: string | null
  readonly api: ApiServer
  /** Settles when a process that must run has died, with its name and last lines. */
  readonly died: Promise<Child>
  stop(): Promise<void>
}

/** Starts the stand-in, the API and the web app, each when what it needs answers; settles when all three do. */
export async function startStack({ mode, ports, dataDir, distDir, clerk, given = process.env, onLine }: StackOptions): Promise<Stack> {
  const { standIn, api: apiEnv, web: webEnv } = environments({ mode, ports, given, dataDir, distDir })
  const leash = createLeash()
  const common = { leash, ...(onLine && { onLine }) }
  const children: Child[] = []
  const api = new ApiServer({ bundle: mode === 'development' ? '.dev' : 'dist', env: apiEnv, port: ports.api, ...common })

  const stop = async () => {
    await Promise.all([...children.map((child) => child.stop()), api.stop()])
    leash.close()
  }

  try {
    if (standIn && !clerk) {
      const args = ['--import', 'tsx', 'src/cli/main.ts', 'start', '--port', String(ports.clerk), '--data', join(dataDir, 'clerk-local')]
      const child = startChild({ name: 'clerk', args, cwd: paths.clerkLocal, env: { ...apiEnv }, ...common })
      children.push(child)
      await untilReady(`http://127.0.0.1:${ports.clerk}/health`, child)
    }
    const web = startWeb(mode, ports, webEnv, common)
    children.push(web)
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
    died: Promise.race(children.map(async (child) => (await child.exited, child))),
    stop,
  }
}

function startWeb(mode: StackOptions['mode'], ports: Ports, env: Variables, common: Pick<Parameters<typeof startChild>[0], 'leash' | 'onLine'>): Child {
  const args = [paths.nextCommand(), mode === 'development' ? 'dev' : 'start', '-H', 'localhost', '-p', String(ports.web)]
  return startChild({ name: 'web', args, cwd: paths.web, env, ...common })
}

/** Builds the API and the web app for production. Next writes the API's address into its rewrites: build for the ports that you start. */
export async function buildStack({ ports, distDir, given = process.env }: Pick<StackOptions, 'ports' | 'distDir' | 'given'>): Promise<void> {
  const { web } = environments({ mode: 'production', ports, given, distDir })
  const run = promisify(execFile)
  await run(process.execPath, ['build.js', 'dist'], { cwd: paths.api })
  await run(process.execPath, [paths.nextCommand(), 'build'], { cwd: paths.web, env: web, maxBuffer: 16 * 1024 * 1024 })
}
