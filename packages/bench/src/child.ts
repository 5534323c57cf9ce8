import { spawn, type ChildProcess } from 'node:child_process'
import { availableParallelism } from 'node:os'
import type { ParentToServer, ServerToParent, Setup } from './servers/serve.ts'

/** The server has a core of its own, and so has what calls it. With one core, or without `taskset`, they share. */
export type Core = 'server' | 'load'

const PATIENCE_MS = 30_000
const running = new Set<ChildProcess>()
// One that this process does not live to end sees its channel close, and ends itself.
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')))

/** A Node process that answers messages one at a time. It ends with this one, however that ends. */
export class Child {
  private constructor(private readonly process: ChildProcess) {}

  static start(script: string, core: Core, { nodeArguments = [], variables = {} }: { nodeArguments?: string[]; variables?: Record<string, string> } = {}): Child {
    const node = [process.execPath, ...nodeArguments, script]
    const [command, ...rest] = pinning() ? ['taskset', '--cpu-list', core === 'server' ? '0' : '1', ...node] : node
    // What a server prints goes to stderr: stdout belongs to the result.
    const env = { ...process.env, NODE_ENV: 'production', ...variables }
    const child = spawn(command!, rest, { env, stdio: ['ignore', 2, 2, 'ipc'] })
    running.add(child)
    child.once('exit', () => running.delete(child))
    return new Child(child)
  }

  get pid(): number {
    return this.process.pid!
  }

  send(message: object | string): void {
    this.process.send(message)
  }

  /** The next message. Rejects when the process ends or says nothing for `withinMs`. */
  answer<T>(withinMs = PATIENCE_MS): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => fail(new Error(`A process of the bench was silent for ${withinMs} ms.`)), withinMs)
      const onMessage = (message: unknown) => {
        stop()
        resolve(message as T) // the two processes agree on a protocol
      }
      const onExit = (code: number | null) => fail(new Error(`A process of the bench ended with ${code}.`))
      const fail = (error: Error) => {
        stop()
        reject(error)
      }
      const stop = () => {
        clearTimeout(timer)
        this.process.off('message', onMessage).off('exit', onExit)
      }
      this.process.once('message', onMessage).once('exit', onExit)
    })
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return
    const exit = new Promise((resolve) => this.process.once('exit', resolve))
    this.process.kill('SIGKILL')
    await exit
  }
}

/** A server under test, ready to be called. */
export interface ServerChild {
  readonly child: Child
  readonly port: number
}

export async function startServer(script: string, setup: Setup, options?: Parameters<typeof Child.start>[2]): Promise<ServerChild> {
  const child = Child.start(script, 'server', options)
  const ready = child.answer<ServerToParent>()
  child.send({ setup } satisfies ParentToServer)
  const message = await ready
  if (!('ready' in message)) throw new Error('A server under test did not start.')
  return { child, port: message.ready }
}

export function pinning(): boolean {
  return process.platform === 'linux' && availableParallelism() > 1
}
