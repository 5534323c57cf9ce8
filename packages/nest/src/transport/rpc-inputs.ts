import { TRPCError, type TRPCCombinedDataTransformer } from '@trpc/server'

type Deserialize = TRPCCombinedDataTransformer['input']['deserialize']
type Read = { inputs: Readonly<Record<number, unknown>> } | { error: unknown }

/**
 * The inputs of one request, read when the first procedure asks for its own: what a policy refuses is never parsed. All
 * of a batch are read at once, and one that cannot be read fails each call that asks, as in tRPC.
 */
export class RpcInputs {
  private read: Read | null = null
  /** Of a batch: which calls have asked. */
  private asked: boolean[] | undefined

  /** `text` is JSON: a single input, or an object of inputs by call number. */
  constructor(
    private readonly text: string | undefined,
    private readonly calls: number,
    private readonly isBatch: boolean,
    private readonly deserialize: Deserialize,
  ) {}

  /** @throws {TRPCError} BAD_REQUEST, when the text is not JSON or not what the transformer takes */
  of(index: number): unknown {
    this.read ??= this.readAll()
    if ('error' in this.read) throw this.read.error
    if (this.isBatch) (this.asked ??= [])[index] = true
    return this.read.inputs[index]
  }

  /** The input as far as somebody has asked for it: for error handlers, which must not start any parsing. */
  known(index: number): unknown {
    if (this.isBatch && !this.asked?.[index]) return undefined
    return this.read && 'inputs' in this.read ? this.read.inputs[index] : undefined
  }

  private readAll(): Read {
    try {
      return { inputs: this.parse() }
    } catch (cause) {
      if (cause instanceof TRPCError) return { error: cause }
      const message = cause instanceof Error ? cause.message : 'Invalid input'
      return { error: new TRPCError({ code: 'BAD_REQUEST', message, cause }) }
    }
  }

  private parse(): Record<number, unknown> {
    if (this.text === undefined) return []
    const json: unknown = JSON.parse(this.text)
    if (!this.isBatch) return [this.deserialize(json)]
    if (typeof json !== 'object' || json === null || Array.isArray(json))
      throw new TRPCError({ code: 'BAD_REQUEST', message: '"input" needs to be an object when doing a batch call' })
    const inputs: unknown[] = []
    for (let index = 0; index < this.calls; index++) {
      const input = (json as Record<number, unknown>)[index] // checked to be an object
      if (input !== undefined) inputs[index] = this.deserialize(input)
    }
    return inputs
  }
}
