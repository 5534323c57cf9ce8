import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Instance } from '../session-tokens.ts'

/** What a server's process is started with. */
export interface Setup {
  readonly instance: Instance
  /** Where Clerk's Backend API is, for the one server that asks it. */
  readonly backendUrl: string
}

export type ServerToParent = { ready: number } | { memory: { rss: number; heap: number; clients: number } }
export type ParentToServer = { setup: Setup } | 'memory' | 'publish'

/** Runs a server in this process: reads its setup from the parent, and tells it the port. */
export function serve(start: (setup: Setup) => Server | Promise<Server>): void {
  process.once('message', (message: { setup: Setup }) => {
    void Promise.resolve(start(message.setup)).then(async (server) => {
      if (!server.listening) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      tell({ ready: (server.address() as AddressInfo).port }) // it listens on TCP
    })
  })
  // The parent may die without a word.
  process.on('disconnect', () => process.exit())
}

export function tell(message: ServerToParent): void {
  process.send!(message)
}
