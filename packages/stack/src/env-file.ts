import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as paths from './paths.ts'

/** Reads `.env` at the top level, if there is one; what is set already stays. Nobody needs to write one. */
export function loadEnvFile(): void {
  const file = join(paths.root, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
}
