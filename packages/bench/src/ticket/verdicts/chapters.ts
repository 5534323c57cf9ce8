import type { Busy } from '../phases/busy-phase.ts'
import { allAccounted, errorLines, memoryIsBack, noError, rightAnswers } from './common-verdicts.ts'
import { inMs, percent, percentilesOf, rounded } from './figures.ts'
import type { MemoryBack } from '../processes/memory.ts'
import type { Overload } from '../phases/overload-phase.ts'
import type { Quiet } from '../phases/quiet-phase.ts'
import type { Tally } from '../calls/tally.ts'
import type { Chapter, Verdict } from './verdict.ts'

const CROSSING_MS = 50
const LIVENESS_MS = 100
/** What is quick for a refusal. */
const REFUSAL_MS = 250

export function warmUpChapter({ tally, account }: Busy): Chapter {
  return { id: 'warm-up', title: 'Warm-up', verdicts: [noError(tally), ...rightAnswers(tally), ...allAccounted(account)] }
}

export function quietChapter({ crossings, tally, account }: Quiet): Chapter {
  const found = percentilesOf(crossings)
  const crossing: Verdict = {
    id: 'crossing',
    promise: `a write through one process is heard at the other: p50 ≤ ${CROSSING_MS} ms`,
    figure: `${inMs(found)}, of ${crossings.length}`,
    kept: found.p50 <= CROSSING_MS,
    numbers: { ...found, writes: crossings.length },
  }
  return { id: 'quiet', title: 'One write at a time', verdicts: [crossing, noError(tally), ...allAccounted(account)] }
}

export function busyChapter({ tally, seconds, processorTime: { apis, bench, machine }, crossings, account }: Busy, people: number, memory: MemoryBack): Chapter {
  const verdicts = [
    noError(tally),
    ...rightAnswers(tally),
    ...allAccounted(account),
    memoryIsBack(memory),
    figure('rate', 'calls', `${rounded(tally.answers / seconds)} a second, ${percent(tally.latencies.write.length, tally.served)} of them writes`, { perSecond: tally.answers / seconds }),
    duration('reads', 'a read takes', tally.latencies.read),
    duration('writes-take', 'a write takes', tally.latencies.write),
    duration('crossing', 'a write is heard at the other process after', crossings),
    figure('processor', 'processor time for each call, its events included', `${rounded(apis / tally.answers)} ms of both processes, ${rounded(bench / tally.answers)} ms of what calls them; the machine was busy ${percent(machine, 1)} of the time`, {
      apis: apis / tally.answers,
      bench: bench / tally.answers,
      machine,
    }),
  ]
  return { id: 'busy', title: `${people} users and ${account.streams} streams for ${seconds.toFixed(0)} s`, verdicts }
}

export function overloadChapter({ capacity, offered, seconds, tally, liveness, account }: Overload, crashes: readonly string[], memory: MemoryBack): Chapter {
  const alive = percentilesOf(liveness.latencies)
  const verdicts: Verdict[] = [
    figure('load', 'calls', `${rounded(capacity)} a second can be taken, ${rounded(offered)} were offered`, { capacity, offered }),
    { id: 'crash', promise: 'no crash', figure: crashes.join('; ') || 'none', kept: crashes.length === 0, numbers: { crashes: crashes.length } },
    { id: 'errors', promise: 'what is not answered is refused with 429 or 503', figure: `${tally.errorCount} of ${tally.answers} are not`, kept: tally.answers > 0 && tally.errorCount === 0, numbers: { calls: tally.answers, errors: tally.errorCount }, examples: errorLines(tally.errors) },
    figure('served', 'answered', `${percent(tally.served, tally.answers)}, ${inMs(percentilesOf([...tally.latencies.read, ...tally.latencies.write]))}`, { share: tally.served / tally.answers }),
    refusedQuickly(tally),
    {
      id: 'liveness',
      promise: `the processes say that they live: p99 < ${LIVENESS_MS} ms`,
      figure: `${inMs(alive)}, of ${liveness.latencies.length}; ${liveness.failures} failed`,
      kept: alive.p99 < LIVENESS_MS && liveness.failures === 0,
      numbers: { ...alive, failures: liveness.failures },
    },
    ...rightAnswers(tally),
    ...allAccounted(account),
    memoryIsBack(memory),
  ]
  return { id: 'overload', title: `Twice as much as they can take for ${seconds.toFixed(0)} s`, verdicts }
}

function refusedQuickly({ refusals, answers }: Tally): Verdict {
  const reasons = new Map<string, number[]>()
  for (const { reason, milliseconds } of refusals) reasons.set(reason, [...(reasons.get(reason) ?? []), milliseconds])
  const took = percentilesOf(refusals.map(({ milliseconds }) => milliseconds))
  const silent = refusals.filter(({ saysWhen }) => !saysWhen).length
  return {
    id: 'refused',
    promise: `refused quickly: p99 ≤ ${REFUSAL_MS} ms`,
    figure: `${percent(refusals.length, answers)}, ${inMs(took)}; ${silent} without Retry-After`,
    // Where nobody is refused, it was not too much.
    kept: refusals.length > 0 && took.p99 <= REFUSAL_MS,
    numbers: { share: refusals.length / answers, ...took, silent },
    examples: [...reasons].map(([reason, each]) => `${each.length} × ${reason} (${inMs(percentilesOf(each))})`),
  }
}

const duration = (id: string, promise: string, milliseconds: readonly number[]) => figure(id, promise, `${inMs(percentilesOf(milliseconds))}, of ${milliseconds.length}`, { ...percentilesOf(milliseconds) })
const figure = (id: string, promise: string, text: string, numbers: Verdict['numbers']): Verdict => ({ id, promise, figure: text, kept: null, numbers })
