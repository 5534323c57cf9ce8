import type { MemoryBack } from '../processes/memory.ts'
import type { Account } from '../phases/scene.ts'
import type { Tally } from '../calls/tally.ts'
import type { Verdict } from './verdict.ts'

// What holds in every phase.

/** Where nothing is asked for that the processes cannot take, a refusal is an error, too. */
export function noError({ answers, errors, errorCount, refusals }: Tally): Verdict {
  const refused = [...new Set(refusals.map(({ reason }) => reason))].map((reason) => `${refusals.filter((each) => each.reason === reason).length} × ${reason}`)
  const wrong = errorCount + refusals.length
  return {
    id: 'errors',
    promise: 'no error',
    figure: `${wrong} of ${answers} calls`,
    kept: answers > 0 && wrong === 0,
    numbers: { calls: answers, errors: errorCount, refused: refusals.length },
    examples: [...errorLines(errors), ...refused],
  }
}

export const errorLines = (errors: Tally['errors']) => [...errors].map(([what, count]) => `${count} × ${what}`)

export function rightAnswers({ answers, foreign, wrong, hidden, conflicts, alreadySo }: Tally): Verdict[] {
  return [
    {
      id: 'tenant',
      promise: 'no answer of another organization',
      figure: `${foreign.count} of ${answers}, every one checked; ${hidden} that asked for foreign ids found nothing`,
      kept: answers > 0 && foreign.count === 0,
      numbers: { answers, foreign: foreign.count, hidden },
      examples: foreign.examples,
    },
    {
      id: 'right',
      promise: 'every answer is what was asked for',
      figure: `${wrong.count} are not; ${conflicts} changes of an old version refused with the newer one, ${alreadySo} made by others already`,
      kept: answers > 0 && wrong.count === 0,
      numbers: { wrong: wrong.count, conflicts, alreadySo },
      examples: wrong.examples,
    },
  ]
}

export function allAccounted({ faults, acknowledged, unheard, streams, streamFaults, heard, resumptions }: Account): Verdict[] {
  return [
    {
      id: 'writes',
      promise: 'each acknowledged write is there once as row, audit and event, and no other is',
      figure: `${acknowledged} since the start, ${faults.length} faults${unheard > 0 ? `; ${unheard} written whose callers were told nothing` : ''}`,
      kept: faults.length === 0,
      numbers: { acknowledged, faults: faults.length, unheard },
      examples: faults.slice(0, 5),
    },
    {
      id: 'streams',
      promise: 'each stream hears each event of its organization once and in order, and no other',
      figure: `${streams} streams, ${heard} events, resumed ${resumptions} times at the other process, ${streamFaults.count} faults`,
      kept: heard > 0 && streamFaults.count === 0,
      numbers: { streams, heard, resumptions, faults: streamFaults.count },
      examples: streamFaults.examples,
    },
  ]
}

export function memoryIsBack({ before, after, isBack, seconds }: MemoryBack): Verdict {
  const sides = after.map((is, index) => ({ name: 'AB'[index]!, was: before[index]!, is })) // of the same two processes
  return {
    id: 'memory',
    promise: 'memory is back within 20 %',
    figure: sides.length === 0 ? 'a process has ended' : sides.map(({ name, was, is }) => `${name} ${mb(was.rss)} → ${mb(is.peak)} → ${mb(is.rss)} MB, heap ${mb(was.heapUsed)} → ${mb(is.heapUsed)} MB`).join('; ').concat(`; ${seconds.toFixed(0)} s later`),
    kept: isBack,
    numbers: Object.fromEntries(sides.flatMap(({ name, was, is }) => [[`before${name}`, was.rss], [`peak${name}`, is.peak], [`after${name}`, is.rss], [`heapBefore${name}`, was.heapUsed], [`heapAfter${name}`, is.heapUsed]] as const)),
  }
}

const mb = (bytes: number) => (bytes / 1_024 ** 2).toFixed(0)
