import { procedures, type Contract } from './contract.ts'
import type { Procedure } from './define.ts'

const NAME = /^[a-z][a-zA-Z0-9]*$/
const ACCESS = /^(public|user|org(:[a-z0-9_]+){0,2})$/
const KINDS = ['query', 'mutation', 'subscription']

/**
 * What is wrong with a contract that the compiler cannot see, one line per flaw; empty when it is sound.
 *
 * The server refuses to start on any of them.
 */
export function contractFlaws(contract: Contract): string[] {
  return procedures(contract).flatMap(({ path, procedure }) => flawsOf(path, procedure).map((flaw) => `${path}: ${flaw}`))
}

function flawsOf(path: string, procedure: Procedure): string[] {
  const flaws: string[] = []
  const names = path.split('.')
  if (names.length !== 2 || !names.every((name) => NAME.test(name))) flaws.push('names are camelCase, without dots')
  if (!KINDS.includes(procedure.kind)) flaws.push('is declared by query(), mutation() or subscription()')
  if (typeof procedure.summary !== 'string' || procedure.summary.trim() === '') flaws.push('needs a summary')
  if (!ACCESS.test(procedure.access ?? '')) flaws.push(`access ${JSON.stringify(procedure.access)} is not one that Clerk could grant`)
  if (!procedure.output?._zod) flaws.push('needs an output schema')
  if (procedure.input && isLooseObject(procedure.input)) flaws.push('its input is z.strictObject(), so that no unknown field passes')
  return flaws
}

/** zod keeps an object's unknown-key rule in `catchall`: `never` when strict. */
function isLooseObject(schema: object): boolean {
  const { def } = (schema as { _zod: { def?: ZodDef } })._zod // Schema shows the inferred types only; zod 4 documents `def`
  return def?.type === 'object' && def.catchall?._zod.def?.type !== 'never'
}

interface ZodDef {
  type: string
  catchall?: { _zod: { def?: ZodDef } }
}
