import { apiEnvironment, viteEnvironment, webEnvironment } from '../instance/environment.ts'
import { instanceAt, type Instance } from '../instance/instance.ts'
import { UsageError, type CommandLine } from './command-line.ts'

const KINDS: Readonly<Record<string, (instance: Instance, url: string) => Record<string, string>>> = { next: webEnvironment, vite: viteEnvironment, node: apiEnvironment }

/** Prints the variables of an app, ready for an env file. */
export function printEnvironment(port: number, line: CommandLine): void {
  const wanted = line.text('for') ?? 'next'
  const kind = Object.hasOwn(KINDS, wanted) ? KINDS[wanted] : undefined
  if (!kind || line.rest.length > 0) throw new UsageError(`env is --for ${Object.keys(KINDS).join(', ')}, not for ${kind ? line.rest[0] : wanted}.`)
  const variables = kind(instanceAt(port, line.text('instance')), `http://${line.text('host') ?? 'localhost'}:${port}`)
  for (const [name, value] of Object.entries(variables)) process.stdout.write(`${name}=${value}\n`)
}
