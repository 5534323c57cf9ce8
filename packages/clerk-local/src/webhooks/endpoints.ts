import { isLocalHost } from '../http/access.ts'
import { ApiError } from '../http/api-error.ts'
import { checkEventTypes } from './event-types.ts'

/** An endpoint as options, seeds and the control API describe it. */
export interface EndpointOptions {
  readonly url: string
  /** Types such as `user.created`, or groups such as `user.*`; all of them by default. */
  readonly events?: readonly string[] | undefined
  /** `whsec_…`; the instance's `webhookSecret` by default. */
  readonly secret?: string | undefined
}

/**
 * Throws for what could never be delivered, or must not be: events carry personal data and codes, and so they leave this
 * machine only where somebody said so.
 */
export function checkEndpoint({ url, events, secret }: EndpointOptions, anywhere: boolean): void {
  const refuse = (code: string, message: string, field: string) => new ApiError(422, code, message, { param_name: field })
  const { protocol, hostname } = URL.canParse(url) ? new URL(url) : { protocol: '', hostname: '' }
  if (protocol !== 'http:' && protocol !== 'https:') throw refuse('form_param_format_invalid', `${url} is not an address of a webhook endpoint, such as http://localhost:3000/api/webhooks.`, 'url')
  if (!anywhere && !isLocalHost(hostname)) throw refuse('host_not_allowed', `Webhooks go to this machine only, not to ${hostname}, unless remote webhooks are allowed.`, 'url')
  if (events) checkEventTypes(events)
  if (secret !== undefined && !/^whsec_[A-Za-z0-9+/]{16,}={0,2}$/.test(secret)) throw refuse('form_param_format_invalid', 'A signing secret looks like whsec_ and base64 of at least 12 bytes.', 'secret')
}
