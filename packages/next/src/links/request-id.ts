/** Names one request in the logs of the web server and of the API. */
export const REQUEST_ID_HEADER = 'x-request-id'

/** Not `crypto.randomUUID()`: browsers have that on secure origins only, and a phone on the local network is not one. */
export function newRequestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Whether an id that arrived from outside is fit for a log line. */
export function isRequestId(value: string | null): value is string {
  return value !== null && /^[A-Za-z0-9_-]{8,64}$/.test(value)
}
