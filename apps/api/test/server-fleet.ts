import { createClerkLocal, type ClerkLocal } from '@throughline/clerk-local'
import { buildServer, startServer, type ServerProcess } from './server-process.ts'

export interface RunningServer extends ServerProcess {
  readonly url: string
}

/** Real server processes with one Clerk, for a file of tests that breaks them. */
export class ServerFleet {
  /** Those that calls go to. One that has gone stays here, as in an address book, until another takes its place. */
  readonly servers: RunningServer[] = []
  private readonly processes = new Set<ServerProcess>()

  private constructor(
    readonly clerk: ClerkLocal,
    private readonly bundle: string,
  ) {}

  /** The bundle's folder is the file's own, since files run side by side. */
  static async create(bundle: string): Promise<ServerFleet> {
    const [clerk] = await Promise.all([createClerkLocal(), buildServer(bundle)])
    return new ServerFleet(clerk, bundle)
  }

  /** Settles when it listens. Without a place among the servers it becomes one more of them. */
  async start(variables: Record<string, string>, { instead, preload }: { instead?: RunningServer; preload?: URL } = {}): Promise<RunningServer> {
    const started = startServer({ ...this.clerk.env.api(), CLERK_JWT_KEY: this.clerk.jwtKey, API_PORT: '0', ...variables }, this.bundle, preload)
    this.processes.add(started)
    const server = { ...started, url: await started.listening }
    this.servers.splice(instead ? this.servers.indexOf(instead) : this.servers.length, instead ? 1 : 0, server)
    return server
  }

  /** Where to call at each attempt: another server each time, as behind a proxy. */
  url(attempt: number): string {
    return this.servers[attempt % this.servers.length]!.url
  }

  /** Ends every process that was started. */
  async clear(): Promise<void> {
    for (const { child, exit } of this.processes) {
      child.kill('SIGKILL')
      await exit
    }
    this.processes.clear()
    this.servers.length = 0
  }

  async close(): Promise<void> {
    await this.clear()
    await this.clerk.close()
  }
}
