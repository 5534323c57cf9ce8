import type { WebhookEvent as SdkEvent } from '@clerk/backend/webhooks'
import { ApiError } from '../http/api-error.ts'

/** What is sent: all that the SDK's `WebhookEventType` has but billing, and `session.pending`. */
export const eventTypes = [
  'user.created',
  'user.updated',
  'user.deleted',
  'session.created',
  'session.pending',
  'session.ended',
  'session.removed',
  'session.revoked',
  'email.created',
  'sms.created',
  'organization.created',
  'organization.updated',
  'organization.deleted',
  'organizationDomain.created',
  'organizationDomain.updated',
  'organizationDomain.deleted',
  'organizationMembership.created',
  'organizationMembership.updated',
  'organizationMembership.deleted',
  'organizationInvitation.created',
  'organizationInvitation.accepted',
  'organizationInvitation.revoked',
  'role.created',
  'role.updated',
  'role.deleted',
  'permission.created',
  'permission.updated',
  'permission.deleted',
  'waitlistEntry.created',
  'waitlistEntry.updated',
] as const

export type EventType = (typeof eventTypes)[number]

/** The data of an event as the SDK reads it. */
export type EventData<Type extends SdkEvent['type']> = DataIn<SdkEvent, Type>
type DataIn<Event, Type> = Event extends { type: infer Types; data: infer Data } ? (Type extends Types ? Data : never) : never

/** Something that happened, before it is addressed to anybody. */
export interface WebhookEvent {
  readonly type: EventType
  readonly data: object
}

const groups = [...new Set(eventTypes.map((type) => `${type.slice(0, type.indexOf('.'))}.*`))]

/** Whether an endpoint that asked for `wanted` gets events of a type. */
export const isWanted = (wanted: readonly string[] | null, type: EventType): boolean =>
  wanted === null || wanted.some((each) => each === type || (each.endsWith('.*') && type.startsWith(each.slice(0, -1))))

/** Throws for a type that is never sent: an endpoint waiting for it would wait in silence. */
export function checkEventTypes(wanted: readonly string[]): void {
  const known: readonly string[] = [...eventTypes, ...groups]
  const unknown = wanted.find((type) => !known.includes(type))
  if (unknown === undefined) return
  throw new ApiError(422, 'event_type_unknown', `There is no event ${unknown}; events are ${eventTypes.join(', ')}, or a group such as user.*.`, { param_name: 'events' })
}
