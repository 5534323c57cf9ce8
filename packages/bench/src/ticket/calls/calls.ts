import type { ErrorShape } from '@throughline/contract'
import { Connections, type HttpAnswer } from './connections.ts'
import { eventKey } from '../desk/deed.ts'
import type { Departures } from './departures.ts'
import type { DeskCall } from '../desk/desk-call.ts'
import type { DeskUser } from '../desk/desk-user.ts'
import { foreignMarks } from '../desk/marks.ts'
import type { Tally } from './tally.ts'
import { trpcAnswer, trpcRequest } from './trpc-answer.ts'
import type { WriteLedger } from '../books/write-ledger.ts'

export interface CallsOptions {
  readonly apis: readonly { readonly name: string; readonly url: string }[]
  readonly ledger: WriteLedger
  readonly departures: Departures
  readonly tally: Tally
  /** To one process; what finds none free waits. */
  readonly maxConnections?: number
}

/** Sends the calls of a phase, and holds every answer against what was asked and against who has asked. */
export class Calls {
  private readonly connections: readonly Connections[]

  constructor(private readonly options: CallsOptions) {
    this.connections = options.apis.map(({ url }) => new Connections(url, options.maxConnections))
  }

  /** Never rejects. Latency counts from `dueAt`, also where the call could not be sent then. */
  async make(desk: DeskUser, call: DeskCall, api: number, dueAt = performance.now()): Promise<void> {
    const request = trpcRequest(call, await desk.session.token())
    if (call.write) this.options.departures.note(eventKey(call.write.claim), { api: this.options.apis[api]!.name, at: dueAt }) // one of two
    const answer = await this.connections[api]!.call(request) // as many as processes
    this.take(desk, call, answer, performance.now() - dueAt)
  }

  close(): void {
    for (const each of this.connections) each.close()
  }

  private take(desk: DeskUser, call: DeskCall, answer: HttpAnswer, milliseconds: number): void {
    const { ledger, tally } = this.options
    const foreign = foreignMarks(answer.text, desk.person.organization)
    if (foreign.length > 0) tally.foreign.add(`${call.path} for ${desk.person.email}: ${foreign.slice(0, 3).join(', ')}`)
    const read = trpcAnswer(answer)
    if ('data' in read) return this.takeData(desk, call, read.data, milliseconds)
    if ('error' in read) return this.takeError(desk, call, read.error, answer, milliseconds)
    if (call.write) ledger.lose(call.write.claim)
    tally.error(`${call.path}: ${answer.status === 0 ? answer.text : read.unreadable}`)
  }

  private takeData(desk: DeskUser, call: DeskCall, data: unknown, milliseconds: number): void {
    const { ledger, tally } = this.options
    const faults = call.judge(data)
    if (faults.length > 0) (call.foreign ? tally.foreign : tally.wrong).add(`${call.path} for ${desk.person.email}: ${faults[0]}`)
    if (call.write && faults.length === 0) {
      const deed = call.write.acknowledged(data)
      if (deed) ledger.acknowledge(deed)
      else tally.alreadySo++
    }
    tally.latencies[call.kind].push(milliseconds)
  }

  private takeError(desk: DeskUser, call: DeskCall, { message, data: { code, httpStatus, current } }: ErrorShape, { retryAfter }: HttpAnswer, milliseconds: number): void {
    const { ledger, tally } = this.options
    // A server that says when to come back has not begun. Where it failed, or its database stopped answering, the commit may
    // have been the last thing that it did: the caller sends the same again.
    if (call.write && httpStatus >= 500 && retryAfter === undefined) ledger.lose(call.write.claim)
    else if (call.write) ledger.refuse(call.write.claim)
    if (httpStatus === 429 || httpStatus === 503) return void tally.refusals.push({ milliseconds, reason: `${httpStatus} ${message}`, saysWhen: retryAfter !== undefined })
    const isConflict = code === 'CONFLICT' && call.write?.version != null
    if (!isConflict && !(code === 'NOT_FOUND' && call.foreign)) return tally.error(`${call.path}: ${httpStatus} ${code}`)
    const faults = isConflict ? call.write!.refused(current) : [] // a conflict is a write's
    if (faults.length > 0) tally.wrong.add(`${call.path} for ${desk.person.email}: ${faults[0]}`)
    if (isConflict) tally.conflicts++
    else tally.hidden++
    tally.latencies[call.kind].push(milliseconds)
  }
}
