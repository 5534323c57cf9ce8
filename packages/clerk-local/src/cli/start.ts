import { existsSync } from 'node:fs'
import { createClerkLocal, type ClerkLocal, type ClerkLocalOptions } from '../clerk-local.ts'
import type { InstanceOptions } from '../local-instance.ts'
import { hasState } from '../store/journal.ts'
import { UsageError, type CommandLine } from './command-line.ts'

/** Serves until the process is told to stop. */
export async function start(port: number, line: CommandLine): Promise<void> {
  const [unexpected] = line.rest
  if (unexpected !== undefined) throw new UsageError(`start takes no ${unexpected}; see clerk-local --help.`)
  const options = await optionsOf(line)
  const kept = line.text('seed') !== undefined && options.dataDir !== undefined && !options.reset && hasState(options.dataDir)
  const local = await listening(port, options)
  // Before it says that it listens: who waits for that line may stop it at once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void local.close())
  if (kept) process.stderr.write(`Goes on with what is in ${options.dataDir}; of the seed it takes settings, roles and webhooks. --reset begins from the seed.\n`)
  if (process.env['NODE_ENV'] === 'production') process.stderr.write('WARNING: clerk-local runs with NODE_ENV=production. Its keys are public: anybody who reaches it is whoever they like.\n')
  process.stdout.write(`clerk-local listens on ${local.url}\n`)
}

async function optionsOf(line: CommandLine): Promise<Omit<ClerkLocalOptions, 'port'>> {
  const remote = line.flag('remote-webhooks')
  const { seed, instances = {} } = await seeded(line.text('seed'), remote)
  const delivery: InstanceOptions = remote ? { webhookDelivery: { remote } } : {}
  const [host, dataDir] = [line.text('host'), line.text('data')]
  const further = [...Object.entries(instances), ...line.texts('instance').filter((name) => !Object.hasOwn(instances, name)).map((name) => [name, {}] as const)]
  return {
    ...(seed && { seed }),
    ...(host !== undefined && { host }),
    ...(dataDir !== undefined && { dataDir }),
    ...delivery,
    allowedHosts: line.texts('allow-host'),
    webhooks: line.texts('webhook').map((url) => ({ url })),
    instances: Object.fromEntries(further.map(([name, options]) => [name, { ...options, ...delivery }])),
    reset: line.flag('reset'),
  }
}

async function seeded(file: string | undefined, remoteWebhooks: boolean): Promise<Pick<ClerkLocalOptions, 'seed' | 'instances'>> {
  if (file === undefined) return {}
  if (!existsSync(file)) throw new Error(`There is no seed file ${file}.`)
  const { loadSeed } = await import('../seed/load-seed.ts')
  return loadSeed(file, { remoteWebhooks })
}

async function listening(port: number, options: ClerkLocalOptions): Promise<ClerkLocal> {
  try {
    return await createClerkLocal({ port, ...options })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException // listen() rejects with an errno
    if (code === 'EADDRINUSE') throw new Error(await (await import('./taken-port.ts')).takenPort(port), { cause: error })
    if (code === 'EACCES') throw new Error(`Port ${port} is not for everybody; set --port to one from 1024.`, { cause: error })
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new Error(`${options.host ?? 'localhost'} is no address of this machine; set --host to one.`, { cause: error })
    throw error
  }
}
