import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isStandIn, missing, refusals, type Problem } from './env/refusals.ts'
import { variables, type VariableName, type Variables } from './env/variables.ts'
import { StartupError } from './startup-error.ts'

/** Everything that this server takes from its environment, checked. */
export interface Env {
  readonly production: boolean
  readonly port: number
  readonly host: string
  /** Absent: the embedded database in `dataDir`. */
  readonly databaseUrl: string | undefined
  readonly dataDir: string
  /** Origins whose pages may read answers (CORS) and write with the session cookie. */
  readonly webOrigins: readonly string[]
  readonly clerk: {
    readonly publishableKey: string
    readonly secretKey: string
    readonly apiUrl: string | undefined
    readonly jwtKey: string | undefined
    readonly authorizedParties: readonly string[]
    /** Absent: Clerk's messages are not taken. */
    readonly webhookSecret: string | undefined
    /** The keys are those of the local stand-in. */
    readonly isStandIn: boolean
  }
  readonly logLevel: string
  /** Mirror the stand-in's users, with samples; never those of a real instance. */
  readonly seed: boolean
}

/** Injection token of {@link Env}. */
export const ENV = Symbol('ENV')

/** Everything that is wrong with the environment, one line for each variable. */
export class EnvironmentError extends StartupError {
  constructor(readonly problems: readonly string[]) {
    super(`The environment is not usable:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
  }
}

type Source = Readonly<Record<string, string | undefined>>

// Three folders up, from the sources as from a bundle. A relative DATA_DIR starts here, wherever the process was started.
const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url))

/**
 * Reads and checks the environment, once, for the whole server.
 *
 * @throws {EnvironmentError} with everything that is wrong at once
 */
export function readEnv(source: Source = process.env): Env {
  const { values, problems } = parse(source)
  refuse([...problems, ...missing(values), ...refusals(values)])
  const production = values.NODE_ENV === 'production'
  const standIn = isStandIn(values)
  const { WEB_ORIGINS: webOrigins = [] } = values
  return {
    ...databaseEnv(values),
    production,
    port: values.API_PORT ?? 4000,
    host: values.API_HOST ?? (production && !standIn ? '0.0.0.0' : '127.0.0.1'),
    webOrigins,
    clerk: {
      publishableKey: values.CLERK_PUBLISHABLE_KEY ?? '',
      secretKey: values.CLERK_SECRET_KEY ?? '',
      apiUrl: values.CLERK_API_URL,
      jwtKey: values.CLERK_JWT_KEY,
      authorizedParties: values.CLERK_AUTHORIZED_PARTIES ?? webOrigins,
      webhookSecret: values.CLERK_WEBHOOK_SIGNING_SECRET,
      isStandIn: standIn,
    },
    logLevel: values.LOG_LEVEL ?? 'info',
    seed: values.THROUGHLINE_SEED === true && standIn,
  }
}

/**
 * The part that migrations need, which run without Clerk.
 *
 * @throws {EnvironmentError}
 */
export function readDatabaseEnv(source: Source = process.env): Pick<Env, 'databaseUrl' | 'dataDir'> {
  const { values, problems } = parse(source)
  refuse(problems.filter(([name]) => name === 'DATABASE_URL' || name === 'DATA_DIR'))
  return databaseEnv(values)
}

const databaseEnv = (values: Variables) => ({ databaseUrl: values.DATABASE_URL, dataDir: resolve(REPOSITORY, values.DATA_DIR ?? '.data') })

/** A variable that is set to nothing is not set. */
function parse(source: Source): { values: Variables; problems: Problem[] } {
  const values: Record<string, unknown> = {}
  const problems: Problem[] = []
  for (const name of Object.keys(variables) as VariableName[]) { // keys() forgets the keys it was given
    const parsed = variables[name].safeParse(given(source, name))
    if (parsed.success) values[name] = parsed.data
    else problems.push([name, parsed.error.issues[0]?.message ?? 'is not valid'])
  }
  return { values, problems }
}

function given(source: Source, name: VariableName): string | undefined {
  const value = source[name]?.trim()
  // The web needs the key under a name of its own; whoever has set that one need not set it twice.
  if (name === 'CLERK_PUBLISHABLE_KEY' && !value) return source['NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY']?.trim() || undefined
  return value || undefined
}

/** Of several problems with a variable the first is told: the others may follow from it. */
function refuse(problems: readonly Problem[]): void {
  const byName = new Map<string, string>()
  for (const [name, problem] of problems) if (!byName.has(name)) byName.set(name, problem)
  if (byName.size > 0) throw new EnvironmentError([...byName].map(([name, problem]) => `${name} ${problem}`))
}
