import { resolve } from 'node:path'
import * as paths from './paths.ts'
import type { Ports } from './ports.ts'

/** Arguments of `node` that start the stand-in of a stack, with its messages sent to the stack's API. */
export function standInArgs(ports: Pick<Ports, 'api' | 'clerk'>, dataDir: string): string[] {
  const folder = resolve(paths.root, dataDir, 'clerk-local')
  return ['--import', 'tsx', 'src/cli/main.ts', 'start', '--port', String(ports.clerk), '--data', folder, '--webhook', `http://127.0.0.1:${ports.api}/webhooks/clerk`]
}
