import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Variables } from './environment.ts'
import * as paths from './paths.ts'
import { startChild, type Child } from './processes/child.ts'
import type { Leash } from './processes/leash.ts'
import { untilReady } from './processes/ready.ts'
import { warmStartArgs } from './warm-start.ts'

// What Node adds to the compiler's words when the script throws.
const NODE_REPORT = /\n(?:\/|file:|node:|[A-Z]:\\)\S+:\d+\n[\s\S]*$/

/** The sources do not compile; the message is the compiler's. */
export class BuildError extends Error {}

export interface ApiServerOptions {
  /** Folder of the bundle inside apps/api. */
  readonly bundle: '.dev' | 'dist'
  readonly env: Variables
  readonly port: number
  /** Keeps the next process at hand, with everything loaded but the bundle: for reloads. */
  readonly warm?: boolean
  readonly leash: Leash
  readonly onLine?: (name: string, line: string) => void
  /** It was ready, nobody stopped it, and it has gone. */
  readonly onDeath?: (child: Child) => void
}

/** The API as a process that can be stopped and started again. One at a time: the embedded database has one owner. */
export class ApiServer {
  private child: Child | null = null
  private spare: Child | null = null
  private gone: Promise<void> = Promise.resolve()
  private closed = false

  constructor(private readonly options: ApiServerOptions) {}

  /** @throws {BuildError} */
  async build(): Promise<void> {
    try {
      await promisify(execFile)(process.execPath, ['build.js', this.options.bundle], { cwd: paths.api })
    } catch (error) {
      const { stderr = String(error) } = error as { stderr?: string } // execFile adds it
      throw new BuildError(stderr.replace(NODE_REPORT, '').trimEnd(), { cause: error })
    }
  }

  /** Settles when it is ready for calls. @throws {ChildDiedError} */
  async start(): Promise<void> {
    await this.stop()
    if (this.closed) throw new Error('The stack has been stopped.')
    const { port, onDeath } = this.options
    const child = this.spare?.isRunning() ? this.spare : this.spawn()
    this.spare = null
    child.tell('load')
    this.child = child
    await untilReady(`http://127.0.0.1:${port}/health/ready`, child)
    void child.exited.then(() => this.child === child && onDeath?.(child))
    if (this.options.warm && this.child === child) this.spare = this.spawn()
  }

  /** Settles when the process has gone. */
  async stop(): Promise<void> {
    if (this.child) this.gone = this.child.stop()
    this.child = null
    await this.gone
  }

  /** Stops it for good: a start that is on its way ends, later ones are refused, so that none outlives the stack. */
  async close(): Promise<void> {
    this.closed = true
    await Promise.all([this.stop(), this.spare?.stop()])
  }

  private spawn(): Child {
    const { bundle, env, leash, onLine, warm } = this.options
    const args = warm ? warmStartArgs(bundle, join(paths.api, bundle)) : ['--enable-source-maps', `${bundle}/main.js`]
    return startChild({ name: 'api', args, cwd: paths.api, env, leash, listens: warm === true, ...(onLine && { onLine }) })
  }
}
