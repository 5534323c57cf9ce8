import { contract } from '@throughline/api'
import { procedures, type InputIn, type InputOut, type Procedure } from '@throughline/contract'
import * as z from 'zod'
import type { Deed } from './deed.ts'

/** One call of a user, and how its answer is held against what was asked. */
export interface DeskCall {
  readonly path: string
  readonly kind: 'read' | 'write'
  readonly input: unknown
  /** What is wrong with the data of an answer, in words. Whatever is right in it, the caller has then learned. */
  judge(data: unknown): readonly string[]
  /** It asks for what another organization has: `NOT_FOUND` is the only right answer. */
  readonly foreign: boolean
  readonly write: Write | null
}

export interface Write {
  /** What it does if it is done. */
  readonly claim: Deed
  /** What an answer acknowledges; `null` where nothing had to be done, since it was so already. */
  acknowledged(data: unknown): Deed | null
  /** Of a change: the version that it names. A newer one is in the way, and comes with the refusal. */
  readonly version: number | null
  /** Takes the ticket as it is now, which a refusal has brought, and says what is wrong with it. */
  refused(current: unknown): readonly string[]
}

interface Expected<P extends Procedure> {
  /** What is wrong with well-formed data. */
  readonly judge: (data: InputOut<P['output']>) => readonly string[]
  readonly foreign?: boolean
  readonly write?: Write
}

const paths = new Map(procedures(contract).map(({ path, procedure }) => [procedure, path]))

/** A call of a procedure of the contract, whose answer must be what its schema says before anything else is asked of it. */
export function deskCall<P extends Procedure>(procedure: P, input: InputIn<P['input']>, { judge, foreign = false, write }: Expected<P>): DeskCall {
  return {
    path: paths.get(procedure)!, // one of the contract's
    kind: procedure.kind === 'query' ? 'read' : 'write',
    input,
    judge(data) {
      const parsed = z.safeParse(procedure.output as unknown as z.ZodType<InputOut<P['output']>>, data) // the contract knows zod's schemas by their types alone
      return parsed.success ? judge(parsed.data) : [`is not what the contract says: ${z.prettifyError(parsed.error)}`]
    },
    foreign,
    write: write ?? null,
  }
}
