import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Variables } from './environment.ts'
import * as paths from './paths.ts'
import { startChild, type Child } from './processes/child.ts'
import type { Leash } from './processes/leash.ts'
import { untilReady } from './processes/ready.ts'

/** The sources do not compile; the message is the compiler's. */
export class BuildError extends Error {}

export interface ApiServerOptions {
  /** Folder of the bundle inside apps/api. */
  readonly bundle: '.dev' | 'dist'
  readonly env: Variables
  readonly port: number
  readonly leash: Leash
  readonly onLine?: (name: string, line: string) => void
}

/** The API as a process that can be stopped and started again. One at a time: the embedded database has one owner. */
export class ApiServer {
  private child: Child | null = null

  constructor(private readonly options: ApiServerOptions) {}

  get current(): Child | null {
    return this.child
  }

  /** @throws {BuildError} */
  async build(): Promise<void> {
    try {
      await promisify(execFile)(process.execPath, ['build.js', this.options.bundle], { cwd: paths.api })
    } catch (error) {
      throw new BuildError((error as { stderr?: string }).stderr ?? String(error), { cause: error }) // execFile adds stderr
    }
  }

  /** Settles when it is ready for calls. @throws {ChildDiedError} */
  async start(): Promise<void> {
    await this.stop()
    const { bundle, env, port, leash, onLine } = this.options
    this.child = startChild({ name: 'api', args: ['--enable-source-maps', `${bundle}/main.js`], cwd: paths.api, env, leash, ...(onLine && { onLine }) })
    await untilReady(`http://127.0.0.1:${port}/health/ready`, this.child)
  }

  /** Settles when the process has gone. */
  async stop(): Promise<void> {
    await this.child?.stop()
    this.child = null
  }
}
