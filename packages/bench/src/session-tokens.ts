import { createSign, generateKeyPairSync, randomBytes } from 'node:crypto'

/** What a server under test is configured with, and the tokens that it is then called with. */
export interface Instance {
  readonly publishableKey: string
  readonly secretKey: string
  /** SPKI PEM. */
  readonly jwtKey: string
  readonly authorizedParty: string
}

const HOST = 'clerk.bench.localhost'
const LIFETIME_S = 3_600

/** An instance with a key of its own, and session tokens as Clerk makes them (version 2), each for a session of its own. */
export function createInstance(): { instance: Instance; tokens(count: number): string[]; forged(): string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const instance: Instance = {
    publishableKey: `pk_test_${Buffer.from(`${HOST}$`).toString('base64')}`,
    secretKey: `sk_test_${'b'.repeat(42)}`,
    jwtKey: publicKey.export({ type: 'spki', format: 'pem' }) as string, // a PEM is a string
    authorizedParty: 'http://localhost:3000',
  }
  const header = encode({ alg: 'RS256', cat: 'cl_B7d4PD111AAA', kid: 'ins_bench', typ: 'JWT' })

  function sign(): string {
    const now = Math.floor(Date.now() / 1_000)
    const claims = { azp: instance.authorizedParty, exp: now + LIFETIME_S, fva: [0, -1], iat: now, iss: `https://${HOST}`, nbf: now - 10, sid: `sess_${id()}`, sts: 'active', sub: `user_${id()}`, v: 2 }
    const organization = { fea: 'o:ticket', o: { fpm: '15', id: `org_${id()}`, per: 'create,comment,assign,status', rol: 'agent', slg: 'acme' } }
    const text = `${header}.${encode({ ...claims, ...organization })}`
    return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`
  }

  return {
    instance,
    tokens: (count) => Array.from({ length: count }, sign),
    /** A token with the signature of another. */
    forged: () => [...sign().split('.').slice(0, 2), sign().split('.').at(-1)].join('.'),
  }
}

const encode = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url')
const id = () => randomBytes(14).toString('hex').slice(0, 27)
