import { ApiError } from '../../http/api-error.ts'
import type { Client } from '../../store/rows/client.ts'
import type { SignIn } from '../../store/rows/sign-in.ts'
import type { World } from '../../world.ts'
import { takeLink, type LinkStatus } from '../verification/email-links.ts'
import { passFirstFactor } from './sign-ins.ts'

export interface OpenedLink {
  readonly status: LinkStatus
  /** The session that it started; `null` where something else is still asked for. */
  readonly sessionId: string | null
}

/**
 * Goes on with a sign-in whose link was opened, in whatever browser: the session belongs to the browser that asked, which
 * sees it the next time that it looks.
 */
export function openSignInLink(world: World, signIn: SignIn, token: string, opened: Client | undefined): OpenedLink {
  const client = world.store.clients.get(signIn.clientId)
  if (!client || signIn.status !== 'needs_first_factor') return { status: 'failed', sessionId: null }
  const { verification, status } = takeLink(world, signIn.firstFactor, token, { by: client.id, opened })
  world.store.signIns.update(signIn, { firstFactor: verification })
  if (status !== 'verified' || !verification) return { status, sessionId: null }
  if (signIn.userId === null) {
    world.store.signIns.update(signIn, { firstFactor: { ...verification, status: 'transferable' } })
    return { status: 'transferable', sessionId: null }
  }
  try {
    passFirstFactor(world, signIn, client, verification)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    // The browser that asked is told why, the next time that it looks.
    const { code, message, longMessage, meta } = error
    world.store.signIns.update(signIn, { firstFactor: { ...verification, status: 'failed', error: { code, message, longMessage, meta } } })
    return { status: 'failed', sessionId: null }
  }
  return { status, sessionId: signIn.createdSessionId }
}
