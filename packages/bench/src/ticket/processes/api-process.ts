import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'

/** How a process is, after a full collection. */
export interface Vitals {
  /** Bytes. */
  readonly rss: number
  /** Bytes. */
  readonly heapUsed: number
  /** The most that was resident at any time since the start, in bytes. */
  readonly peak: number
  /** Processor time since the start, of all its threads. */
  readonly cpuMs: number
}

const START_MS = 60_000
const STOP_MS = 10_000
const VITALS_MS = 30_000

const running = new Set<ChildProcess>()
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')))

/** One process of the API's production bundle, with a probe in it that tells how it is. */
export class ApiProcess {
  /** How it ended without being asked to. */
  crash: string | null = null
  /** What it has logged, and how often: under load one line may come a thousand times. */
  readonly logged = new Map<string, number>()
  private stopping = false

  private constructor(
    /** `A` or `B`. */
    readonly name: string,
    readonly url: string,
    private readonly child: ChildProcess,
  ) {
    child.once('exit', (code, signal) => {
      if (!this.stopping) this.crash = `${name} ended with ${signal ?? code}`
    })
  }

  /** Resolves when it is ready for calls. */
  static async start(name: string, { folder, script, env }: { folder: string; script: string; env: Record<string, string> }): Promise<ApiProcess> {
    const port = await freePort()
    const probe = new URL('./vitals-probe.js', import.meta.url).href
    const child = spawn(process.execPath, ['--enable-source-maps', '--expose-gc', '--import', probe, script], {
      cwd: folder,
      env: { ...env, API_PORT: String(port) },
      stdio: ['ignore', 'pipe', 2, 'ipc'],
    })
    running.add(child)
    child.once('exit', () => running.delete(child))
    const api = new ApiProcess(name, `http://127.0.0.1:${port}`, child)
    createInterface({ input: child.stdout! }).on('line', (line) => api.log(line)) // it is a pipe
    await api.ready()
    return api
  }

  private log(line: string): void {
    const { context, msg } = parsed(line)
    const text = `${context ?? 'server'}: ${msg ?? line}`
    this.logged.set(text, (this.logged.get(text) ?? 0) + 1)
  }

  private async ready(): Promise<void> {
    for (const until = performance.now() + START_MS; performance.now() < until; await pause(50)) {
      if (this.crash) throw new Error(`The API does not start: ${this.crash}.`)
      const answer = await fetch(`${this.url}/health/ready`).catch(() => null) // it does not listen yet
      if (answer?.ok) return
    }
    throw new Error(`The API was not ready within ${START_MS} ms.`)
  }

  async vitals(): Promise<Vitals> {
    if (this.crash) throw new Error(`${this.crash}.`)
    const answer = once(this.child, 'message', { signal: AbortSignal.timeout(VITALS_MS) })
    this.child.send('vitals')
    const [vitals] = await answer
    return vitals as Vitals // as the probe sends it
  }

  /** At once, whatever it is doing. */
  kill(): void {
    this.stopping = true
    this.child.kill('SIGKILL')
  }

  async stop(): Promise<void> {
    this.stopping = true
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const exit = once(this.child, 'exit')
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS)
    this.child.kill('SIGTERM')
    await exit
    clearTimeout(timer)
  }
}

export const vitalsOf = (apis: readonly ApiProcess[]): Promise<Vitals[]> => Promise.all(apis.map((api) => api.vitals()))

/** With `LOG_LEVEL=warn` the API does not tell which port it has chosen. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo // a TCP server's address is never a string
  probe.close()
  await once(probe, 'close')
  return port
}

/** A line of its log, or of whatever else writes there. */
function parsed(line: string): { context?: string; msg?: string } {
  try {
    return JSON.parse(line)
  } catch {
    return {}
  }
}
