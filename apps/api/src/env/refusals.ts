import { hostOfKey, type VariableName, type Variables } from './variables.ts'

/** What is wrong with a variable, in words that follow its name. */
export type Problem = readonly [name: VariableName, problem: string]

/** Everybody knows the stand-in's keys. Only its publishable key names a host under `.localhost`; its secret key says what it is. */
export function isStandIn({ CLERK_PUBLISHABLE_KEY, CLERK_SECRET_KEY }: Variables): boolean {
  return standInPublishable(CLERK_PUBLISHABLE_KEY) || standInSecret(CLERK_SECRET_KEY)
}

const standInPublishable = (key: string | undefined) => key !== undefined && (hostOfKey(key)?.endsWith('.localhost') ?? false)
const standInWebhook = (secret: string | undefined) => Buffer.from(secret?.slice('whsec_'.length) ?? '', 'base64').includes('throughline-stand-in')
const standInSecret = (key: string | undefined) => key?.includes('throughlineLocalStandIn') ?? false

/** The two keys, without which nothing works. */
export function missing(values: Variables): Problem[] {
  const problem = 'is missing: copy it from Clerk’s dashboard, or start everything by `pnpm dev`, which brings a local stand-in'
  return (['CLERK_PUBLISHABLE_KEY', 'CLERK_SECRET_KEY'] as const).filter((name) => !values[name]).map((name) => [name, problem])
}

/** What each variable allows by itself and the whole does not. */
export function refusals(values: Variables): Problem[] {
  return [...keyRefusals(values), ...(isStandIn(values) ? standInRefusals(values) : realClerkRefusals(values)), ...productionRefusals(values)]
}

function keyRefusals({ CLERK_PUBLISHABLE_KEY: publishable, CLERK_SECRET_KEY: secret }: Variables): Problem[] {
  if (!publishable || !secret) return []
  const sameInstance = standInPublishable(publishable) === standInSecret(secret) && publishable.split('_')[1] === secret.split('_')[1]
  return sameInstance ? [] : [['CLERK_SECRET_KEY', 'and CLERK_PUBLISHABLE_KEY are of two instances; copy both from the same page of Clerk’s dashboard']]
}

function realClerkRefusals(values: Variables): Problem[] {
  if (!values.CLERK_PUBLISHABLE_KEY && !values.CLERK_SECRET_KEY) return []
  const ofStandIn = (['CLERK_API_URL', 'CLERK_FAPI_URL'] as const).filter((name) => values[name] !== undefined)
  const names = standInWebhook(values.CLERK_WEBHOOK_SIGNING_SECRET) ? [...ofStandIn, 'CLERK_WEBHOOK_SIGNING_SECRET' as const] : ofStandIn
  return names.map((name) => [name, 'is for the local stand-in and does not go with the keys of a real Clerk instance; remove it'])
}

function standInRefusals(values: Variables): Problem[] {
  const problems: Problem[] = []
  if (!values.CLERK_API_URL) problems.push(['CLERK_API_URL', 'is missing: the stand-in’s keys work with the stand-in’s address only, such as http://127.0.0.1:4400'])
  if (values.NODE_ENV !== 'production') return problems
  if (!values.THROUGHLINE_ALLOW_STAND_IN)
    return [...problems, ['CLERK_SECRET_KEY', 'is the local stand-in’s, which everybody knows; set the keys of your own Clerk instance, or THROUGHLINE_ALLOW_STAND_IN=1 to try a production build on this machine']]
  return [...problems, ...exposed(values)]
}

/** Whoever reaches a server that trusts the stand-in's keys can be anybody: nobody but this machine may. */
function exposed(values: Variables): Problem[] {
  const { API_HOST = '127.0.0.1', DATABASE_URL, CLERK_API_URL, WEB_ORIGINS = [], CLERK_AUTHORIZED_PARTIES = [] } = values
  const addresses: [VariableName, string[]][] = [
    ['API_HOST', [`http://${API_HOST.includes(':') ? `[${API_HOST}]` : API_HOST}`]],
    ['DATABASE_URL', DATABASE_URL ? [serverOf(DATABASE_URL)] : []],
    ['CLERK_API_URL', CLERK_API_URL ? [CLERK_API_URL] : []],
    ['WEB_ORIGINS', WEB_ORIGINS],
    ['CLERK_AUTHORIZED_PARTIES', CLERK_AUTHORIZED_PARTIES],
  ]
  return addresses
    .filter(([, urls]) => !urls.every(isLoopback))
    .map(([name]) => [name, 'leads beyond this machine, which the stand-in’s keys must not; use 127.0.0.1 or localhost'])
}

/** `pg` prefers the last host in the query to the one before the path; there it may be the folder of a local socket. */
function serverOf(databaseUrl: string): string {
  const host = new URL(databaseUrl).searchParams.getAll('host').at(-1)
  if (!host) return databaseUrl
  return `postgres://${host.startsWith('/') ? 'localhost' : host}`
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname)
}

function productionRefusals(values: Variables): Problem[] {
  if (values.NODE_ENV !== 'production') return []
  const problems: Problem[] = []
  if (!values.CLERK_AUTHORIZED_PARTIES)
    problems.push(['CLERK_AUTHORIZED_PARTIES', 'is missing: list the origins of your apps, or a token made for another app of the instance is good here too'])
  if (!values.DATABASE_URL && !values.THROUGHLINE_ALLOW_PGLITE)
    problems.push(['DATABASE_URL', 'is missing: point it to PostgreSQL, or set THROUGHLINE_ALLOW_PGLITE=1 to keep everything in the embedded database'])
  if (values.THROUGHLINE_SEED && !isStandIn(values)) problems.push(['THROUGHLINE_SEED', 'is for development; remove it'])
  return problems
}
