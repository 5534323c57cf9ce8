import { fileURLToPath } from 'node:url'
import { issuerOf } from '@throughline/nest'
import * as z from 'zod'
import { StartupError } from './startup-error.ts'

const list = z.string().transform((text) => text.split(',').map((item) => item.trim().replace(/\/$/, '')).filter(Boolean))
const flag = z.enum(['0', '1', '']).default('').transform((text) => text === '1')
const origins = list.refine((items) => items.every((item) => URL.canParse(item) && new URL(item).origin === item), {
  error: 'is a comma-separated list of origins, such as https://app.example.com',
})

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test'], { error: 'is development, production or test' }).default('development'),
  API_PORT: z.coerce.number({ error: 'is a port number' }).int().min(0).max(65_535).default(4000),
  API_HOST: z.string().optional(),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, { error: 'is a PostgreSQL address, such as postgres://user:password@host:5432/name' }).optional(),
  DATA_DIR: z.string().default(fileURLToPath(new URL('../../../.data', import.meta.url))),
  WEB_ORIGINS: origins.default(['http://localhost:3000']),
  CLERK_PUBLISHABLE_KEY: z.string({ error: 'is missing: copy it from Clerk’s dashboard, or start everything by `pnpm dev`' }).refine(isPublishableKey, { error: 'should look like pk_test_… or pk_live_…' }),
  CLERK_SECRET_KEY: z.string({ error: 'is missing: copy it from Clerk’s dashboard, or start everything by `pnpm dev`' }).regex(/^sk_(test|live)_/, { error: 'should look like sk_test_… or sk_live_…' }),
  CLERK_API_URL: z.url({ error: 'is an address, such as http://127.0.0.1:4400' }).optional(),
  CLERK_JWT_KEY: z.string().includes('PUBLIC KEY', { error: 'is a PEM public key' }).optional(),
  CLERK_AUTHORIZED_PARTIES: origins.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  THROUGHLINE_ALLOW_STAND_IN: flag,
  THROUGHLINE_ALLOW_PGLITE: flag,
  THROUGHLINE_SEED: flag,
})

export interface Env {
  readonly production: boolean
  readonly port: number
  readonly host: string
  /** Absent: the embedded database in `dataDir`. */
  readonly databaseUrl: string | undefined
  readonly dataDir: string
  readonly webOrigins: readonly string[]
  readonly clerk: {
    readonly publishableKey: string
    readonly secretKey: string
    readonly apiUrl: string | undefined
    readonly jwtKey: string | undefined
    readonly authorizedParties: readonly string[]
    /** The keys are those of the local stand-in. */
    readonly isStandIn: boolean
  }
  readonly logLevel: string
  readonly seed: boolean
}

/** Injection token of {@link Env}. */
export const ENV = Symbol('ENV')

/** Everything that is wrong with the environment, one line each. */
export class EnvironmentError extends StartupError {
  constructor(readonly problems: readonly string[]) {
    super(`The environment is not usable:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
  }
}

/**
 * Reads and checks the environment, once, for the whole server.
 *
 * @throws {EnvironmentError}
 */
export function readEnv(variables: Record<string, string | undefined> = process.env): Env {
  const given = withoutBlanks(variables)
  const parsed = schema.safeParse({ ...given, CLERK_PUBLISHABLE_KEY: given['CLERK_PUBLISHABLE_KEY'] ?? given['NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY'] })
  if (!parsed.success) throw new EnvironmentError(problemsOf(parsed.error))

  const { data } = parsed
  const production = data.NODE_ENV === 'production'
  const isStandIn = issuerOf(data.CLERK_PUBLISHABLE_KEY).endsWith('.localhost')
  const env: Env = {
    production,
    port: data.API_PORT,
    host: data.API_HOST ?? (production && !isStandIn ? '0.0.0.0' : '127.0.0.1'),
    databaseUrl: data.DATABASE_URL,
    dataDir: data.DATA_DIR,
    webOrigins: data.WEB_ORIGINS,
    clerk: {
      publishableKey: data.CLERK_PUBLISHABLE_KEY,
      secretKey: data.CLERK_SECRET_KEY,
      apiUrl: data.CLERK_API_URL,
      jwtKey: data.CLERK_JWT_KEY,
      authorizedParties: data.CLERK_AUTHORIZED_PARTIES ?? (production ? [] : data.WEB_ORIGINS),
      isStandIn,
    },
    logLevel: data.LOG_LEVEL,
    seed: data.THROUGHLINE_SEED,
  }
  const problems = [...clerkProblems(env), ...(production ? productionProblems(env, data) : [])]
  if (problems.length > 0) throw new EnvironmentError(problems)
  return env
}

/**
 * The part that migrations need, which run without Clerk.
 *
 * @throws {EnvironmentError}
 */
export function readDatabaseEnv(variables: Record<string, string | undefined> = process.env): Pick<Env, 'databaseUrl' | 'dataDir'> {
  const parsed = schema.pick({ DATABASE_URL: true, DATA_DIR: true }).safeParse(withoutBlanks(variables))
  if (!parsed.success) throw new EnvironmentError(problemsOf(parsed.error))
  return { databaseUrl: parsed.data.DATABASE_URL, dataDir: parsed.data.DATA_DIR }
}

const withoutBlanks = (variables: Record<string, string | undefined>) => Object.fromEntries(Object.entries(variables).filter(([, value]) => value))
const problemsOf = (error: z.ZodError) => error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)

function clerkProblems({ clerk }: Env): string[] {
  if (clerk.isStandIn) return clerk.apiUrl ? [] : ['CLERK_API_URL is missing: the stand-in’s keys need the stand-in’s address']
  return clerk.apiUrl ? ['CLERK_API_URL must not be set with the keys of a real Clerk instance: it points to the stand-in'] : []
}

function productionProblems(env: Env, allowed: { THROUGHLINE_ALLOW_STAND_IN: boolean; THROUGHLINE_ALLOW_PGLITE: boolean }): string[] {
  const problems: string[] = []
  if (env.clerk.authorizedParties.length === 0)
    problems.push('CLERK_AUTHORIZED_PARTIES is missing: without it any app of the Clerk instance could call this API')
  if (!env.databaseUrl && !allowed.THROUGHLINE_ALLOW_PGLITE)
    problems.push('DATABASE_URL is missing: production runs on PostgreSQL (THROUGHLINE_ALLOW_PGLITE=1 accepts the embedded database)')
  if (!env.clerk.isStandIn) return problems
  if (!allowed.THROUGHLINE_ALLOW_STAND_IN)
    return [...problems, 'CLERK_PUBLISHABLE_KEY is the local stand-in’s, whose keys are public: production needs a real Clerk instance']
  const addresses = [env.clerk.apiUrl, ...env.webOrigins, ...env.clerk.authorizedParties].filter((address) => address !== undefined)
  const foreign = [...addresses.filter((address) => !isLoopback(new URL(address).hostname)), ...(isLoopback(env.host) ? [] : [env.host])]
  return foreign.length === 0 ? problems : [...problems, `THROUGHLINE_ALLOW_STAND_IN=1 works on this machine alone, and ${foreign.join(', ')} is not loopback`]
}

const isLoopback = (host: string) => ['localhost', '127.0.0.1', '::1', '[::1]'].includes(host) || host.endsWith('.localhost')

function isPublishableKey(key: string): boolean {
  try {
    return issuerOf(key) !== ''
  } catch {
    return false
  }
}
