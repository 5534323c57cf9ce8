import { isTrackedEnvelope } from '@trpc/server'

// tRPC ends an event with two empty lines where one would do.
const END = '\n\n\n'

/** The one `connected` event that begins a stream; `options` are for tRPC's client. */
export const connectedFrame = (options: object) => `event: connected\ndata: ${JSON.stringify(options)}${END}`
export const PING_FRAME = Buffer.from(`event: ping\ndata: ${END}`)
/** The subscription is over, and its client does not connect again. */
export const RETURN_FRAME = Buffer.from(`event: return\ndata: ${END}`)
export const errorFrame = (json: string) => `event: serialized-error\ndata: ${json}${END}`
/** How long a client is to wait before it connects again, in milliseconds. */
export const retryFrame = (milliseconds: number) => `retry: ${milliseconds}${END}`

/**
 * Events as bytes of a stream. An envelope that many streams pass on has one frame: serialized once, written many times.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function eventFrames(serialize: (data: unknown) => unknown): (event: unknown) => Buffer {
  const frames = new WeakMap<object, Buffer>()
  const encode = (data: unknown, id: string) => Buffer.from(`data: ${JSON.stringify(serialize(data))}${id}${END}`)
  return (event) => {
    if (!isTrackedEnvelope(event)) return encode(event, '')
    const known = frames.get(event)
    if (known) return known
    const [id, data] = event
    if (/[\0\r\n]/.test(id)) throw new Error('An event’s id is one line.')
    const frame = encode(data, `\nid: ${id}`)
    frames.set(event, frame)
    return frame
  }
}
