import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { isLoopback, namesOf } from './http/access.ts'
import { createHttpServer, type Served } from './http/server.ts'
import { DEFAULT_INSTANCE, instanceAt, instanceNamed } from './instance/instance.ts'
import { refuseInProduction } from './instance/production.ts'
import { signingKey } from './instance/signing-key.ts'
import type { InstanceOptions, LocalInstance } from './local-instance.ts'
import { requireFolder } from './store/folder-lock.ts'
import { openInstance, type Opened } from './open-instance.ts'

export interface ClerkLocalOptions extends InstanceOptions {
  /** 0, the default, takes a free one. Any other but 4400 has keys of its own, `instanceAt`. */
  port?: number
  /**
   * The address to listen on: this machine only by default. With any other, such as `0.0.0.0`, whoever reaches the port is
   * whoever they like; it says so on standard error, and throws in production.
   */
  host?: string
  /** Further names of this machine, such as that of a container: it answers to them, and pages there are its apps. */
  allowedHosts?: readonly string[]
  /** Where state and keys are kept; without it they last as long as the process. */
  dataDir?: string
  /** Further instances by name, each at `/i/<name>` with keys of its own. */
  instances?: Readonly<Record<string, InstanceOptions>>
  /** Begins from the seed, whatever the folder has. */
  reset?: boolean
}

/** A running stand-in: the instance that answers where none is named, and the others by name. */
export interface ClerkLocal extends LocalInstance {
  /** Throws for a name that it was not started with. */
  instance(name: string): LocalInstance
  close(): Promise<void>
}

/** How long `close` waits for the requests that are being answered. */
const GRACE_MS = 500

/** Starts a stand-in for Clerk on this machine. Rejects where the port or the folder is taken. */
export async function createClerkLocal(options: ClerkLocalOptions = {}): Promise<ClerkLocal> {
  const { allowedHosts = [], dataDir, host = 'localhost', instances = {}, port = 0, reset = false, ...own } = options
  refuseInProduction(process.env, exposedBy(host, [own, ...Object.values(instances)]))
  if (!isLoopback(host)) console.warn(`WARNING: clerk-local listens on ${host}. Its keys are public and its passwords are shown: whoever reaches the port is whoever they like.`)
  if (sendsElsewhere([own, ...Object.values(instances)])) console.warn('WARNING: clerk-local sends webhooks to other machines. Events carry personal data and codes.')
  if (dataDir !== undefined) requireFolder(dataDir)
  const wanted = Object.entries({ [DEFAULT_INSTANCE]: own, ...instances }).map(([name, each]) => ({
    instance: each.frontendApi === undefined ? instanceAt(port, name) : instanceNamed(name, each.frontendApi),
    folder: dataDir === undefined || name === DEFAULT_INSTANCE ? dataDir : join(dataDir, 'i', name),
    options: each,
  }))

  const isName = namesOf(host, allowedHosts)
  const opened: Opened[] = []
  const served: Served[] = []
  const server = createHttpServer(served, isName)
  // Before anything is read or written: a second stand-in that finds the port taken leaves the folder of the first alone.
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host === 'localhost' ? '127.0.0.1' : host, resolve)
  })
  const url = `http://${nameFor(host)}:${(server.address() as AddressInfo).port}` // a TCP server's address is never a string
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
      if (key) opened.push(openInstance({ instance, key, url, isName }, folder, each, reset))
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

/** What a start would let reach beyond this machine. */
function exposedBy(host: string, instances: readonly InstanceOptions[]): string[] {
  return [...(isLoopback(host) ? [] : [`the host ${host}`]), ...(sendsElsewhere(instances) ? ['webhooks to other machines'] : [])]
}

const sendsElsewhere = (instances: readonly InstanceOptions[]) => instances.some(({ webhookDelivery }) => webhookDelivery?.remote)

/** By which this machine reaches it: `localhost` unless it listens on one other address alone. */
function nameFor(host: string): string {
  if (host === '127.0.0.1' || host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
