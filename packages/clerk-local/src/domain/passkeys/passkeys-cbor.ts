/** What authenticators send, as far as WebAuthn uses it (RFC 8949): no floats, no tags, no indefinite lengths. */
export type Cbor = number | string | Buffer | boolean | null | Cbor[] | CborMap
export type CborMap = Map<number | string, Cbor>

/** Deeper than any attestation, and far from the end of the stack. */
const MAX_DEPTH = 8

/** The first value in `bytes` and where the next one starts. Throws a TypeError for anything that WebAuthn does not use. */
export function decodeCbor(bytes: Buffer, offset = 0): { value: Cbor; end: number } {
  const reader = { bytes, offset }
  const value = read(reader, 0)
  return { value, end: reader.offset }
}

interface Reader {
  readonly bytes: Buffer
  offset: number
}

function read(reader: Reader, depth: number): Cbor {
  if (depth > MAX_DEPTH) throw new TypeError('CBOR is nested too deeply.')
  const initial = take(reader, 1).readUInt8()
  const [major, detail] = [initial >> 5, initial & 31]
  if (major === 7) return simple(detail)
  const argument = argumentOf(reader, detail)
  if (major === 0) return argument
  if (major === 1) return -1 - argument
  if (major === 2) return Buffer.from(take(reader, argument))
  if (major === 3) return take(reader, argument).toString('utf8')
  if (major === 4) return several(reader, argument, () => read(reader, depth + 1))
  if (major === 5) return new Map(several(reader, argument, () => [key(read(reader, depth + 1)), read(reader, depth + 1)]))
  throw new TypeError('CBOR with a tag.')
}

function argumentOf(reader: Reader, detail: number): number {
  if (detail < 24) return detail
  if (detail === 24) return take(reader, 1).readUInt8()
  if (detail === 25) return take(reader, 2).readUInt16BE()
  if (detail === 26) return take(reader, 4).readUInt32BE()
  throw new TypeError('CBOR with a length or a number that no authenticator sends.')
}

/** Checks the count against what is left before it makes anything of that size. */
function several<T>(reader: Reader, count: number, one: () => T): T[] {
  if (count > reader.bytes.length - reader.offset) throw new TypeError('CBOR ends too early.')
  return Array.from({ length: count }, one)
}

function take(reader: Reader, length: number): Buffer {
  const end = reader.offset + length
  if (end > reader.bytes.length) throw new TypeError('CBOR ends too early.')
  const taken = reader.bytes.subarray(reader.offset, end)
  reader.offset = end
  return taken
}

function simple(detail: number): boolean | null {
  if (detail === 20 || detail === 21) return detail === 21
  if (detail === 22) return null
  throw new TypeError('CBOR with a value that no authenticator sends.')
}

function key(value: Cbor): number | string {
  if (typeof value === 'number' || typeof value === 'string') return value
  throw new TypeError('CBOR with a key that is neither number nor text.')
}
