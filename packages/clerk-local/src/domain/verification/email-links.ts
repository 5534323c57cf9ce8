import { randomBytes } from 'node:crypto'
import { localAddress } from '../../http/access.ts'
import { ApiError } from '../../http/api-error.ts'
import type { Client } from '../../store/rows/client.ts'
import type { EmailLink } from '../../store/rows/email-link.ts'
import type { Verification } from '../../store/rows/verification.ts'
import type { World } from '../../world.ts'
import { asked, sendMessage } from './codes.ts'

export interface LinkLetter {
  readonly to: string
  readonly userId: string | null
  /** What the outbox shows. */
  readonly kind: string
  readonly slug: 'magic_link_sign_in' | 'magic_link_sign_up' | 'magic_link_user_profile'
  readonly purpose: EmailLink['purpose']
  /** The app's page that goes on, as the browser sent it. */
  readonly redirectUrl: string | undefined
}

/** What the page that a link leads to is told, as `__clerk_status`. */
export type LinkStatus = 'verified' | 'expired' | 'failed' | 'client_mismatch' | 'transferable'

/** Mails a link and opens a verification for it. Refuses a page of another machine: whoever opens the link goes there. */
export function sendLink(world: World, { redirectUrl, purpose, ...letter }: LinkLetter): Verification {
  if (!redirectUrl) throw new ApiError(422, 'form_param_missing', 'is missing', { param_name: 'redirect_url' }, 'redirect_url must be included.')
  if (!localAddress(world, redirectUrl)) throw new ApiError(422, 'redirect_url_domain_mismatch', 'Redirect url does not belong to your domain', {}, 'The provided redirect URL must be an address on this machine')
  const token = randomBytes(32).toString('base64url')
  const verification = asked(world, 'email_link', { nonce: token, sentTo: letter.to })
  world.store.emailLinks.insert({ id: token, purpose, redirectUrl, expireAt: verification.expireAt })
  sendMessage(world, { ...letter, link: `${world.url}/i/${world.instance.name}/v1/verify?token=${token}` })
  return verification
}

/**
 * The verification after its link was opened, and what to tell the page. A link that was used, or that a later one
 * replaced, fails. Where the instance asks for it, only the browser that wanted the link may open it.
 */
export function takeLink(world: World, verification: Verification | null, token: string, wanted: { readonly by: string | null; readonly opened: Client | undefined }): { verification: Verification | null; status: LinkStatus } {
  if (verification?.strategy !== 'email_link' || verification.nonce !== token || verification.status !== 'unverified') return { verification, status: 'failed' }
  if (world.clock.now() > verification.expireAt) return { verification: { ...verification, status: 'expired' }, status: 'expired' }
  const { sameClient } = world.settings.emailLinks
  if (sameClient && wanted.by !== wanted.opened?.id) return { verification, status: 'client_mismatch' }
  // Otherwise nobody looks which browser it was, as in Clerk's development instances: then the first page goes on by itself.
  return { verification: { ...verification, status: 'verified', attempts: 1, verifiedAtClient: sameClient ? wanted.by : null }, status: 'verified' }
}

