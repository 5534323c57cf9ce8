import { createHash } from 'node:crypto'

/**
 * The constants of the local instance. Worth nothing anywhere else: the key's host ends in `.localhost`, so an SDK
 * that is misconfigured fails closed instead of asking a real server.
 */
const HOST = 'clerk.throughline.localhost'

export const instance = {
  name: 'dev',
  id: 'ins_throughlineLocalStandIn000',
  host: HOST,
  /** `iss` of every token. */
  issuer: `https://${HOST}`,
  publishableKey: `pk_test_${Buffer.from(`${HOST}$`).toString('base64').replace(/=+$/, '')}`,
  secretKey: 'sk_test_throughlineLocalStandInNotASecret00',
  webhookSecret: `whsec_${Buffer.from('throughline-stand-in-not-a-secret').toString('base64')}`,
} as const

/** What Clerk appends to its cookies' names: 8 characters of the URL-safe base64 of SHA-1 of the publishable key. */
export const cookieSuffix = createHash('sha1').update(instance.publishableKey).digest('base64url').slice(0, 8)
