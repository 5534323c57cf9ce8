import { apiEnvironment, instance, webEnvironment } from '@throughline/clerk-local'
import type { Ports } from './ports.ts'

// With NODE_ENV by name: Next's types, where they are in the program, demand it of every environment.
export type Variables = Record<string, string> & { NODE_ENV: 'development' | 'production' }

export interface Environments {
  /** The keys are the stand-in's: it has to run. */
  readonly standIn: boolean
  readonly api: Variables
  readonly web: Variables
}

export interface Wanted {
  readonly mode: 'development' | 'production'
  readonly ports: Ports
  /** What the person has set; it always wins over what is derived. */
  readonly given: NodeJS.ProcessEnv
  readonly dataDir?: string | undefined
  readonly distDir?: string | undefined
}

/** Whether the environment brings the keys of a real Clerk instance. */
export function hasRealKeys(given: NodeJS.ProcessEnv): boolean {
  const key = given['NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY'] ?? given['CLERK_PUBLISHABLE_KEY']
  return key !== undefined && key !== '' && key !== instance.publishableKey
}

/** What each process gets to see, derived from the three ports and from what the person has set. */
export function environments({ mode, ports, given, dataDir, distDir }: Wanted): Environments {
  const standIn = !hasRealKeys(given)
  const clerkUrl = `http://localhost:${ports.clerk}`
  const webUrl = `http://localhost:${ports.web}`
  const shared = { NODE_ENV: mode, ...(dataDir && { DATA_DIR: dataDir }) }
  const api = {
    ...shared,
    API_PORT: String(ports.api),
    WEB_ORIGINS: webUrl,
    ...(standIn && apiEnvironment(clerkUrl)),
    // In production the person says it; the stand-in, which never leaves this machine, may be said it for.
    ...((mode === 'development' || standIn) && { CLERK_AUTHORIZED_PARTIES: webUrl }),
    ...(mode === 'development' && { THROUGHLINE_SEED: '1' }),
  }
  const web = {
    ...shared,
    API_URL: `http://127.0.0.1:${ports.api}`,
    NEXT_TELEMETRY_DISABLED: '1',
    ...(distDir && { NEXT_DIST_DIR: distDir }),
    ...(standIn && webEnvironment(clerkUrl)),
  }
  return { standIn, api: merged(api, given), web: merged(web, given) }
}

/** NODE_ENV follows from the command and from nothing else. */
function merged(derived: { NODE_ENV: Variables['NODE_ENV'] }, given: NodeJS.ProcessEnv): Variables {
  const set = Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1])))
  return { ...derived, ...set, NODE_ENV: derived.NODE_ENV }
}
