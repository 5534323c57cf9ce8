import { expect, it } from 'vitest'
import { busyChapter, overloadChapter, quietChapter } from './chapters.ts'
import type { MemoryBack } from '../processes/memory.ts'
import type { Account } from '../phases/scene.ts'
import { Faults, Tally } from '../calls/tally.ts'
import type { Chapter } from './verdict.ts'

// What is promised must be seen to be broken; a run that has measured nothing keeps nothing.

const account = (rest: Partial<Account> = {}): Account => ({ faults: [], acknowledged: 9, unheard: 0, streams: 4, streamFaults: new Faults(), heard: 12, resumptions: 1, ...rest })
const vitals = { rss: 100, heapUsed: 50, peak: 200, cpuMs: 10 }
const memory = (rest: Partial<MemoryBack> = {}): MemoryBack => ({ before: [vitals, vitals], after: [vitals, vitals], isBack: true, seconds: 2, ...rest })
const busyServer = { milliseconds: 5, reason: '503 busy', saysWhen: true }
const tallyOf = (change: (tally: Tally) => void = () => {}) => {
  const tally = new Tally()
  tally.latencies.read.push(5, 6)
  tally.latencies.write.push(9)
  change(tally)
  return tally
}
const faults = () => {
  const found = new Faults()
  found.add('something')
  return found
}

const busy = ({ tally = tallyOf(), rest = account(), back = memory() } = {}) => busyChapter({ tally, seconds: 2, processorTime: { apis: 10, bench: 5, machine: 0.5 }, crossings: [20], account: rest }, 4, back)
const overload = ({ tally = tallyOf(({ refusals }) => void refusals.push(busyServer)), latencies = [3, 4], failures = 0, crashes = [] as string[], back = memory() } = {}) =>
  overloadChapter({ capacity: 10, offered: 20, seconds: 2, tally, liveness: { latencies, failures }, account: account() }, crashes, back)
const broken = ({ verdicts }: Chapter) => verdicts.flatMap(({ id, kept }) => (kept === false ? id : []))

it('is kept where nothing is wrong', () => {
  expect([busy(), overload(), quietChapter({ crossings: [10, 20], tally: tallyOf(), account: account() })].flatMap(broken)).toEqual([])
})

it.each<[string, Chapter]>([
  ['errors', busy({ tally: tallyOf((tally) => tally.error('500')) })],
  ['errors', busy({ tally: tallyOf(({ refusals }) => void refusals.push(busyServer)) })],
  ['tenant', busy({ tally: tallyOf(({ foreign }) => foreign.add('org02')) })],
  ['right', busy({ tally: tallyOf(({ wrong }) => wrong.add('another one')) })],
  ['writes', busy({ rest: account({ faults: ['rows: lost'] }) })],
  ['streams', busy({ rest: account({ streamFaults: faults() }) })],
  ['streams', busy({ rest: account({ heard: 0 }) })],
  ['memory', busy({ back: memory({ isBack: false }) })],
  ['crash', overload({ crashes: ['A ended with SIGSEGV'] })],
  ['errors', overload({ tally: tallyOf((tally) => (tally.refusals.push(busyServer), tally.error('ECONNRESET'))) })],
  ['refused', overload({ tally: tallyOf() })],
  ['refused', overload({ tally: tallyOf(({ refusals }) => void refusals.push({ ...busyServer, milliseconds: 900 })) })],
  ['liveness', overload({ latencies: [3, 400] })],
  ['liveness', overload({ latencies: [] })],
  ['liveness', overload({ failures: 1 })],
  ['crossing', quietChapter({ crossings: [80, 90], tally: tallyOf(), account: account() })],
  ['crossing', quietChapter({ crossings: [], tally: tallyOf(), account: account() })],
])('breaks %s', (id, chapter) => {
  expect(broken(chapter)).toEqual([id])
})

it('takes a run without calls for broken', () => {
  expect(broken(busy({ tally: new Tally() }))).toEqual(['errors', 'tenant', 'right'])
})
