import type { SessionActivityJSON } from '@clerk/shared/types'
import { deviceOf } from '../domain/sessions/devices.ts'
import type { SessionActivity } from '../store/rows/session.ts'

/** The device behind a session, for lists of devices. Where in the world it is, a stand-in does not know. */
export function sessionActivityJson({ id, userAgent, ipAddress }: SessionActivity): SessionActivityJSON {
  const { type, mobile, browser, version } = deviceOf(userAgent)
  return {
    object: 'session_activity',
    id,
    is_mobile: mobile,
    ip_address: ipAddress,
    city: 'Localhost',
    country: '',
    ...(type !== null && { device_type: type }),
    ...(browser !== null && { browser_name: browser }),
    ...(version !== null && { browser_version: version }),
  }
}
