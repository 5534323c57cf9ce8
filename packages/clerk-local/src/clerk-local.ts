import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createHttpServer, type Served } from './http/server.ts'
import { DEFAULT_INSTANCE, instanceNamed } from './instance/instance.ts'
import { refuseInProduction } from './instance/production.ts'
import { signingKey } from './instance/signing-key.ts'
import { openInstance, type InstanceOptions, type LocalInstance, type Opened } from './local-instance.ts'

export interface ClerkLocalOptions extends InstanceOptions {
  /** 0, the default, takes a free one. */
  port?: number
  /** Either name means 127.0.0.1, which is where it listens; any other throws. */
  host?: '127.0.0.1' | 'localhost'
  /** Where state and keys are kept; without it they last as long as the process. */
  dataDir?: string
  /** Further instances by name, each at `/i/<name>` with keys of its own. */
  instances?: Readonly<Record<string, InstanceOptions>>
}

/** A running stand-in: the instance that answers where none is named, and the others by name. */
export interface ClerkLocal extends LocalInstance {
  /** Throws for a name that it was not started with. */
  instance(name: string): LocalInstance
  close(): Promise<void>
}

const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost']

/** How long `close` waits for the requests that are being answered. */
const GRACE_MS = 500

/** Starts a stand-in for Clerk on this machine. Rejects where the port or the folder is taken. */
export async function createClerkLocal(options: ClerkLocalOptions = {}): Promise<ClerkLocal> {
  refuseInProduction(process.env)
  const { dataDir, host = 'localhost', instances = {}, port = 0, ...own } = options
  if (!LOOPBACK.includes(host)) throw new Error(`clerk-local listens on this machine only, not on ${host}.`)
  const wanted = Object.entries({ [DEFAULT_INSTANCE]: own, ...instances }).map(([name, each]) => ({
    instance: instanceNamed(name),
    folder: dataDir === undefined || name === DEFAULT_INSTANCE ? dataDir : join(dataDir, 'i', name),
    options: each,
  }))

  const opened: Opened[] = []
  const served: Served[] = []
  const server = createHttpServer(served)
  // Before anything is read or written: a second stand-in that finds the port taken leaves the folder of the first alone.
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const url = `http://localhost:${(server.address() as AddressInfo).port}` // a TCP server's address is never a string
  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    const grace = setTimeout(() => server.closeAllConnections(), GRACE_MS)
    await closed
    clearTimeout(grace)
    for (const each of opened) each.close()
  }
  try {
    const keys = await Promise.all(wanted.map(({ instance, folder }) => signingKey(instance.id, folder)))
    for (const [index, { instance, folder, options: each }] of wanted.entries()) {
      const key = keys[index]
      if (key) opened.push(openInstance(instance, key, url, folder, each))
    }
    served.push(...opened.map((each) => each.served))
  } catch (error) {
    await close()
    throw error
  }
  const [first] = opened
  if (!first) throw new Error('A stand-in has at least one instance.')
  return Object.assign(first.local, {
    instance(name: string) {
      const found = opened.find(({ local }) => local.name === name)
      if (!found) throw new Error(`There is no instance ${name}; it has ${opened.map(({ local }) => local.name).join(', ')}.`)
      return found.local
    },
    close,
  })
}
