import { createHash } from 'node:crypto'

/** One local instance: its name, its keys, and what follows from them. */
export interface Instance {
  /** What `/i/<name>` in an address means. */
  readonly name: string
  readonly id: string
  /** The host in the publishable key. */
  readonly host: string
  /** `iss` of every token. */
  readonly issuer: string
  readonly publishableKey: string
  readonly secretKey: string
  readonly webhookSecret: string
  /** What Clerk appends to its cookies' names: 8 characters of the URL-safe base64 of SHA-1 of the publishable key. */
  readonly cookieSuffix: string
}

/** The name of the instance that answers where none is named. */
export const DEFAULT_INSTANCE = 'dev'

const HOST = 'clerk.throughline.localhost'
/** Where a stand-in listens that nobody tells otherwise. */
export const DEFAULT_PORT = 4400
const NAME = /^[a-z][a-z0-9-]{0,62}$/

/**
 * The keys of an instance, the same on every machine and worth nothing anywhere else: the host ends in `.localhost` unless
 * another is given, so that an SDK that is misconfigured fails closed instead of asking a real server. Throws for a name
 * that no host can have.
 */
export function instanceNamed(name: string, given?: string): Instance {
  if (!NAME.test(name)) throw new Error(`${name} is no name for an instance: lower case letters, digits and hyphens, up to 63.`)
  const own = name !== DEFAULT_INSTANCE
  const host = given ?? hostOf(name)
  const mark = own ? createHash('sha256').update(name).digest('hex').slice(0, 12) : ''
  const publishableKey = `pk_test_${Buffer.from(`${host}$`).toString('base64').replace(/=+$/, '')}`
  return {
    name,
    id: own ? `ins_throughlineLocal${mark}000000` : 'ins_throughlineLocalStandIn000',
    host,
    issuer: `https://${host}`,
    publishableKey,
    secretKey: `sk_test_throughlineLocalStandInNotASecret00${mark}`,
    webhookSecret: `whsec_${Buffer.from(`throughline-stand-in-not-a-secret${mark}`).toString('base64')}`,
    cookieSuffix: createHash('sha1').update(publishableKey).digest('base64url').slice(0, 8),
  }
}

/**
 * An instance of the stand-in that listens at a port of this machine. Cookies know no ports: with the same keys, the apps
 * of two stand-ins would share theirs at `localhost`. At the default port, and at whatever port is free (0), the keys are
 * those of the name alone.
 */
export const instanceAt = (port: number, name = DEFAULT_INSTANCE): Instance =>
  port === DEFAULT_PORT || port === 0 ? instanceNamed(name) : instanceNamed(name, `${port}.${name}.${HOST}`)

/** Whether a publishable key is a stand-in's, at whatever port. */
export function isStandInKey(publishableKey: string): boolean {
  const [, encoded = ''] = /^pk_test_(.+)$/.exec(publishableKey) ?? []
  return Buffer.from(encoded, 'base64').toString().endsWith(`${HOST}$`)
}

const hostOf = (name: string): string => (name === DEFAULT_INSTANCE ? HOST : `${name}.${HOST}`)

/** The instance that answers where none is named. */
export const instance = instanceNamed(DEFAULT_INSTANCE)
