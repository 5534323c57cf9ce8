import { createPublicKey } from 'node:crypto'
import * as z from 'zod'

/** `a, b` as `['a', 'b']`. */
const origins = (fix: string) =>
  z
    .string()
    .transform((list) => list.split(',').map((entry) => entry.trim().replace(/\/$/, '')).filter(Boolean))
    .refine((list) => list.length > 0 && list.every(isOrigin), { error: fix })

const flag = (fix: string) => z.enum(['0', '1'], { error: fix }).transform((value) => value === '1')

/** What each variable may hold. The messages follow the variable's name and say how to put it right. */
export const variables = {
  NODE_ENV: z.enum(['development', 'test', 'production'], { error: 'is development, test or production' }).default('development'),
  API_PORT: z.string().regex(/^\d{1,5}$/, { error: 'is a port such as 4000' }).transform(Number).refine((port) => port <= 65_535, { error: 'is a port below 65536' }).default(4000),
  API_HOST: z.string().regex(/^[a-zA-Z0-9.:-]+$/, { error: 'is an address to listen on, such as 127.0.0.1' }).optional(),
  DATABASE_URL: z.string().refine(isPostgresUrl, { error: 'looks like postgres://user:password@host:5432/name; leave it out for the embedded database' }).optional(),
  DATA_DIR: z.string().optional(),
  WEB_ORIGINS: origins('is a comma-separated list of origins such as https://app.example.com, without a path').default(['http://localhost:3000']),
  CLERK_PUBLISHABLE_KEY: z.string().refine((key) => hostOfKey(key) !== null, { error: 'looks like pk_test_… or pk_live_…; copy it from Clerk’s dashboard' }).optional(),
  CLERK_SECRET_KEY: z.string().regex(/^sk_(test|live)_.+/, { error: 'looks like sk_test_… or sk_live_…; copy it from Clerk’s dashboard' }).optional(),
  CLERK_API_URL: z.url({ protocol: /^https?$/, error: 'is the stand-in’s address, such as http://127.0.0.1:4400' }).optional(),
  CLERK_FAPI_URL: z.string().optional(),
  CLERK_JWT_KEY: z.string().transform((pem) => pem.replaceAll('\\n', '\n')).refine(isPublicKey, { error: 'is a public key in PEM, from -----BEGIN PUBLIC KEY----- on; copy it whole from Clerk’s dashboard' }).optional(),
  CLERK_AUTHORIZED_PARTIES: origins('is a comma-separated list of your apps’ origins, such as https://app.example.com').optional(),
  CLERK_WEBHOOK_SIGNING_SECRET: z.string().regex(/^whsec_[A-Za-z0-9+/]{16,}={0,2}$/, { error: 'looks like whsec_…; copy it from the endpoint in Clerk’s dashboard' }).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], { error: 'is trace, debug, info, warn, error, fatal or silent' }).default('info'),
  THROUGHLINE_ALLOW_STAND_IN: flag('is 1, or not set').default(false),
  THROUGHLINE_ALLOW_PGLITE: flag('is 1, or not set').default(false),
  THROUGHLINE_SEED: flag('is 1, or not set').default(false),
} as const

export type VariableName = keyof typeof variables

/** The values of the variables that hold something valid; a variable that does not is absent. */
export type Variables = { readonly [Name in VariableName]?: z.output<(typeof variables)[Name]> | undefined }

/** The Frontend API's host in a publishable key, `null` where there is none. */
export function hostOfKey(publishableKey: string): string | null {
  const encoded = /^pk_(?:test|live)_(.+)$/.exec(publishableKey)?.[1]
  return /^([a-z0-9.-]+)\$$/i.exec(Buffer.from(encoded ?? '', 'base64').toString())?.[1] ?? null
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text
}

function isPostgresUrl(text: string): boolean {
  return URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)
}

function isPublicKey(pem: string): boolean {
  try {
    return createPublicKey(pem).asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}
