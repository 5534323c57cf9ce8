import { resolve } from 'node:path'
import { apiEnvironment, instance, instanceAt, isStandInKey, webEnvironment } from '@throughline/clerk-local'
import * as paths from './paths.ts'
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
  /** What the person has set; it wins over what is derived, but not over what this call names. */
  readonly given: NodeJS.ProcessEnv
  /** A relative one starts at the repository, for every process. */
  readonly dataDir?: string | undefined
  readonly distDir?: string | undefined
}

const publishableKey = (given: NodeJS.ProcessEnv) => given['NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY'] || given['CLERK_PUBLISHABLE_KEY'] || undefined

/** Whether the environment brings the keys of a real Clerk instance. */
export function hasRealKeys(given: NodeJS.ProcessEnv): boolean {
  const key = publishableKey(given)
  return key !== undefined && !isStandInKey(key)
}

/** One line where only half of a real instance's keys is set, else `null`. Half real and half stand-in must not meet. */
export function halfOfTheKeys(given: NodeJS.ProcessEnv): string | null {
  const secret = given['CLERK_SECRET_KEY']
  const realSecret = Boolean(secret) && secret !== instance.secretKey
  if (realSecret === hasRealKeys(given)) return null
  const [set, missing] = realSecret ? ['CLERK_SECRET_KEY', 'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY'] : ['NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', 'CLERK_SECRET_KEY']
  return `${set} is a real Clerk instance's, ${missing} is missing; set both, or neither for the local stand-in.`
}

/** What each process gets to see, derived from the three ports and from what the person has set. */
export function environments({ mode, ports, given, dataDir, distDir }: Wanted): Environments {
  const standIn = !hasRealKeys(given)
  const clerk = instanceAt(ports.clerk)
  const clerkUrl = `http://localhost:${ports.clerk}`
  const webUrl = `http://localhost:${ports.web}`
  const named = { NODE_ENV: mode, ...(dataDir && { DATA_DIR: resolve(paths.root, dataDir) }) }
  const api = {
    WEB_ORIGINS: webUrl,
    ...(standIn && apiEnvironment(clerk, clerkUrl)),
    // In production the person says it; the stand-in, which never leaves this machine, may be said it for.
    ...((mode === 'development' || standIn) && { CLERK_AUTHORIZED_PARTIES: webUrl }),
    ...(mode === 'development' && { THROUGHLINE_SEED: '1' }),
  }
  const web = {
    API_URL: `http://127.0.0.1:${ports.api}`,
    NEXT_TELEMETRY_DISABLED: '1',
    ...(standIn && webEnvironment(clerk, clerkUrl)),
  }
  // Next and Clerk's SDK there read the key under its public name only.
  const key = standIn ? undefined : publishableKey(given)
  const set = Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1])))
  return {
    standIn,
    api: { ...api, ...set, ...named, API_PORT: String(ports.api) },
    web: { ...web, ...set, ...named, ...(key && { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: key }), ...(distDir && { NEXT_DIST_DIR: distDir }) },
  }
}
