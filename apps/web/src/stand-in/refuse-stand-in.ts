import { usesStandIn } from './uses-stand-in.ts'

type Environment = Readonly<Record<string, string | undefined>>

const URLS = ['API_URL', 'NEXT_PUBLIC_API_URL', 'CLERK_API_URL', 'CLERK_FAPI_URL', '__NEXT_PRIVATE_ORIGIN']

/**
 * Why this server must not start in production, or `null`. Everybody knows the stand-in's keys, so whoever reaches a
 * server that trusts them can be anybody: it may run on this machine only, and only when asked for.
 */
export function refusalOfStandIn(env: Environment): string | null {
  if (env['NODE_ENV'] !== 'production') return null
  if (!usesStandIn(env['NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY'])) return null
  if (env['THROUGHLINE_ALLOW_STAND_IN'] !== '1') {
    return 'The stand-in’s Clerk keys are public. Set NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY to your own before the build.'
  }
  const exposed = URLS.filter((name) => !isLoopback(env[name]))
  return exposed.length === 0 ? null : `The stand-in’s Clerk keys are for this machine only, but ${exposed.join(', ')} is not a loopback address.`
}

function isLoopback(url: string | undefined): boolean {
  if (!url) return true
  if (!URL.canParse(url)) return false
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname)
}
