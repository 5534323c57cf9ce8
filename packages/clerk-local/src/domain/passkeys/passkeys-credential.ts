/** A credential as clerk-js serializes it: a JSON text whose bytes are base64url. */
export interface BrowserCredential {
  readonly id: Buffer
  /** The owner's id, where the authenticator keeps it. */
  readonly userHandle: Buffer | null
  readonly clientData: Readonly<Record<string, unknown>>
  /** The bytes of a part of the response. */
  readonly part: (name: string) => Buffer
}

/** Throws a TypeError or a SyntaxError for anything else. */
export function credentialFrom(json: string | undefined): BrowserCredential {
  const credential = objectIn(json ?? '')
  const response = credential['response']
  if (!isObject(response) || credential['type'] !== 'public-key') throw new TypeError('No credential.')
  const part = (name: string): Buffer => bytes(response[name])
  const userHandle = response['userHandle']
  return {
    id: bytes(credential['rawId']),
    userHandle: typeof userHandle === 'string' ? bytes(userHandle) : null,
    clientData: objectIn(part('clientDataJSON').toString('utf8')),
    part,
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function objectIn(json: string): Record<string, unknown> {
  const value: unknown = JSON.parse(json)
  if (isObject(value)) return value
  throw new TypeError('No object.')
}

function bytes(text: unknown): Buffer {
  if (typeof text === 'string') return Buffer.from(text, 'base64url')
  throw new TypeError('A credential of which a part is missing.')
}

/** The id of the credential in base64url, or an empty text where it is none. */
export function credentialIdOf(json: string | undefined): string {
  try {
    return credentialFrom(json).id.toString('base64url')
  } catch {
    return ''
  }
}
