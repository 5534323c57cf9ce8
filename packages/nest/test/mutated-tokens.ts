import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { encode, goodClaims, goodHeader, jwtKey, keys, signed, WEB } from './tokens.ts'

export interface Mutant {
  /** What was done to a good token. */
  readonly how: string
  readonly token: string
}

const ABSENT = Symbol('absent')
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** Any JSON value, and none. */
const ODD: readonly unknown[] = [ABSENT, null, true, false, 0, -1, 1.5, '', ' ', 'x', 'JWT', [], [''], {}, { a: 1 }, '\u0000', '\u{1f511}', '__proto__', 2 ** 53, 1e300]

const HEADERS: Readonly<Record<string, readonly unknown[]>> = {
  alg: ['RS256', 'rs256', 'RS384', 'RS512', 'HS256', 'PS256', 'ES256', 'none', 'None', '', ['RS256'], ABSENT],
  typ: ['JWT', 'jwt', 'at+jwt', 'application/jwt', ABSENT],
  kid: [goodHeader.kid, 'another', '', '../../dev/null', [goodHeader.kid], ABSENT],
  cat: [goodHeader.cat, 'cl_B7d4PD222AAA', 'cl_B7d4PD333AAA', 'cl_I7d4PD111III', ABSENT],
  crit: [['exp'], [], ['b64'], ABSENT],
  b64: [false, true],
  jku: ['http://127.0.0.1:9/jwks'],
  jwk: [stranger.publicKey.export({ format: 'jwk' })],
  x5c: [['MIIB']],
  zip: ['DEF'],
  oiat: [0, 1, 'x'],
  cty: ['JWT'],
}

const aroundNow = (now: number): unknown[] => [-3_601, -65, -6, -5, -4, -1, 0, 1, 4, 5, 5.5, 6, 59, 3_500, 3_601, 1e12].map((seconds) => now + seconds)

const claimsAt = (now: number): Readonly<Record<string, readonly unknown[]>> => ({
  exp: [...aroundNow(now), String(now + 60), now + 30.5, now - 4.5, 1e308],
  iat: [...aroundNow(now), String(now), now - 0.5, -1e308],
  nbf: [...aroundNow(now), String(now), ABSENT, now + 5.5],
  iss: ['https://clerk.example.com', 'https://clerk.throughline.localhost/', ['https://clerk.throughline.localhost'], ABSENT],
  azp: [WEB, `${WEB}/`, 'http://localhost:3001', [WEB], 'HTTP://LOCALHOST:3000', `${WEB},http://localhost:3001`, ABSENT],
  aud: ['me', ['me'], 7, ABSENT],
  sub: ['user_2', 'user_', 'org_1', 'user_1; drop table', 'user_ä', ['user_1'], { toString: 'user_1' }, ABSENT],
  sid: ['sess_2', 'sess_', 'client_1', 'sess_1\n', ABSENT],
  sts: ['active', 'pending', 'ACTIVE', ABSENT],
  v: [1, 2, 3, '2', ABSENT],
  o: [{ id: 'org_1', slg: 'acme', rol: 'admin', per: 'read', fpm: '1' }, { id: 7, rol: null }, 'org_1', [1], ABSENT],
  fea: ['o:note', '', ':::', ['o:note']],
  jti: ['', 'again', 7],
  act: [{ sub: 'user_9' }],
  constructor: ['x'],
  toString: ['x'],
})

/** Good tokens with something done to them: the same ones for the same seed, whatever else has changed. */
export function* mutatedTokens(seed: number, count: number): Generator<Mutant> {
  const { random, pick } = dice(seed)
  const now = Math.floor(Date.now() / 1_000)
  const claims = claimsAt(now)
  const ways = [changedClaims, changedClaims, changedClaims, changedClaims, changedHeader, changedHeader, otherSignature, otherJson, otherEncoding, otherCharacters, otherCharacters]
  for (let n = 0; n < count; n += 1) yield pick(ways)()

  /** `target` with one to three of its members replaced. */
  function changed(target: object, pools: Readonly<Record<string, readonly unknown[]>>): [what: string, value: object] {
    const entries = new Map<string, unknown>(Object.entries(target))
    const names = Array.from({ length: 1 + Math.floor(random() ** 3 * 3) }, () => pick(Object.keys(pools)))
    for (const name of names) entries.set(name, random() < 0.8 ? pick(pools[name]!) : pick(ODD))
    return [names.join(', '), Object.fromEntries([...entries].filter(([, value]) => value !== ABSENT))]
  }

  function changedClaims(): Mutant {
    const [what, payload] = changed(goodClaims(), claims)
    return { how: `claims ${what}`, token: signed(goodHeader, payload) }
  }

  function changedHeader(): Mutant {
    const [what, header] = changed(goodHeader, HEADERS)
    return { how: `header ${what}`, token: signed(header, goodClaims()) }
  }

  function otherSignature(): Mutant {
    const [how, alg, make] = pick<[string, string, (content: string) => string]>([
      ['none', 'none', () => ''],
      ['RS256', 'RS256', (content) => rsa('sha256', content, keys.privateKey)],
      ['RS384', 'RS384', (content) => rsa('sha384', content, keys.privateKey)],
      ['RS512', 'RS512', (content) => rsa('sha512', content, keys.privateKey)],
      ['RS512 called RS256', 'RS256', (content) => rsa('sha512', content, keys.privateKey)],
      ['another key', 'RS256', (content) => rsa('sha256', content, stranger.privateKey)],
      ['a curve', 'ES256', (content) => sign('sha256', Buffer.from(content), { key: curve.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')],
      ['the public key as a secret', 'HS256', (content) => createHmac('sha256', jwtKey).update(content).digest('base64url')],
      ['the public key as a secret, called RS256', 'RS256', (content) => createHmac('sha256', jwtKey).update(content).digest('base64url')],
      ['nothing but zeros', 'RS256', () => Buffer.alloc(256).toString('base64url')],
      ['a byte more', 'RS256', (content) => Buffer.concat([Buffer.from(rsa('sha256', content, keys.privateKey), 'base64url'), Buffer.from([0])]).toString('base64url')],
      ['a byte in front', 'RS256', (content) => Buffer.concat([Buffer.from([0]), Buffer.from(rsa('sha256', content, keys.privateKey), 'base64url')]).toString('base64url')],
      ['that of other claims', 'RS256', () => signed(goodHeader, { ...goodClaims(), sub: 'user_2' }).split('.')[2]!],
    ])
    const content = `${encode({ ...goodHeader, alg })}.${encode(goodClaims())}`
    return { how: `signature ${how}`, token: `${content}.${make(content)}` }
  }

  /** Properly signed, and not the JSON that anybody would write. */
  function otherJson(): Mutant {
    const [header, payload] = [JSON.stringify(goodHeader), JSON.stringify(goodClaims())]
    const edit = pick<(json: string) => string | Uint8Array>([
      (json) => json,
      (json) => ` \n${json}\t`,
      (json) => `\uFEFF${json}`,
      (json) => json.replace('{', '{"sub":"user_9","alg":"none",'),
      (json) => json.replace(/}$/, ',"sub":"user_9","alg":"none"}'),
      (json) => json.replace(/}$/, ',"__proto__":{"sub":"user_9","alg":"none"}}'),
      (json) => json.replace(/}$/, ',"exp":1e999}'),
      (json) => json.replace(/}$/, `,"exp":${now + 60}.0}`),
      (json) => json.replace(/}$/, ',}'),
      (json) => json.replaceAll('"', "'"),
      (json) => json.replace('s', '\\u0073'),
      (json) => json.slice(0, -1),
      (json) => `${json}{}`,
      (json) => `[${json}]`,
      () => pick(['null', 'true', '0', '""', '[]', '{}', '', 'NaN', '"user_1"']),
      (json) => json.replace(/}$/, `,"deep":${'['.repeat(2_000)}${']'.repeat(2_000)}}`),
      (json) => Buffer.concat([Buffer.from(json.slice(0, -1)), Buffer.from(',"x":"\xff\xfe"}', 'latin1')]),
    ])
    const [head, body] = random() < 0.4 ? [edit(header), payload] : [header, edit(payload)]
    return { how: `json ${String(head).slice(0, 30)} ${String(body).slice(0, 30)}`, token: signedBytes(head, body) }
  }

  /** Signed over a spelling of its parts that is not the canonical one. */
  function otherEncoding(): Mutant {
    const edit = pick<(part: string) => string>([
      (part) => part.padEnd(Math.ceil(part.length / 4) * 4, '='),
      (part) => `${part}=`,
      (part) => part.replaceAll('-', '+').replaceAll('_', '/'),
      (part) => `${part}\n`,
      (part) => ` ${part}`,
      (part) => `${part.slice(0, 8)} ${part.slice(8)}`,
      (part) => `${part}A`,
      (part) => part.slice(0, -1) + pick([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ_-']),
      (part) => encodeURIComponent(part).replaceAll('e', '%65'),
    ])
    // Of different lengths, so that there is a rest or none, and with what makes - and _ of base64url.
    const note = '?'.repeat(3 + Math.floor(random() * 3))
    const [header, payload] = [encode({ ...goodHeader, note }), encode({ ...goodClaims(), note })]
    const [head, body] = random() < 0.4 ? [edit(header), payload] : [header, edit(payload)]
    const content = `${head}.${body}`
    const signature = rsa('sha256', content, keys.privateKey)
    return { how: 'encoding', token: `${content}.${random() < 0.3 ? edit(signature) : signature}` }
  }

  /** A good token in which characters were changed after it was signed. */
  function otherCharacters(): Mutant {
    const good = signed(goodHeader, goodClaims())
    const at = Math.floor(random() * good.length)
    const [how, make] = pick<[string, () => string]>([
      ['nothing', () => good],
      ['one replaced', () => good.slice(0, at) + pick([...'Aa0-_.=+/ \n\t\0ä\u{1f511}']) + good.slice(at + 1)],
      ['one more', () => good.slice(0, at) + pick([...'A.= \n\0\u200b']) + good.slice(at)],
      ['cut', () => good.slice(0, at)],
      ['cut in front', () => good.slice(at)],
      ['one less', () => good.slice(0, at) + good.slice(at + 1)],
      ['doubled', () => good + pick(['', '.', ',', ' ']) + good],
      ['parts swapped', () => good.split('.').reverse().join('.')],
      ['a part doubled', () => good.replace('.', `.${good.split('.')[1]}.`)],
      ['the last of it', () => good.slice(0, -1) + pick([...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'])],
      ['padded', () => `${good}${pick(['=', '==', '===', '.', ' ', '\n'])}`],
      ['in front', () => `${pick(['Bearer ', ' ', '"', '.', '\uFEFF'])}${good}`],
      ['upper case', () => good.toUpperCase()],
      ['too long', () => signed(goodHeader, { ...goodClaims(), note: 'x'.repeat(9_000) })],
    ])
    return { how: `characters ${how}`, token: make() }
  }
}

const rsa = (hash: string, content: string, key: KeyObject) => sign(hash, Buffer.from(content), key).toString('base64url')

function signedBytes(header: string | Uint8Array, payload: string | Uint8Array): string {
  const content = `${Buffer.from(header).toString('base64url')}.${Buffer.from(payload).toString('base64url')}`
  return `${content}.${rsa('sha256', content, keys.privateKey)}`
}

/** Mulberry32: small, and the same on every machine. */
function dice(seed: number) {
  let state = seed
  const random = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { random, pick: <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]! } // never an empty list
}
