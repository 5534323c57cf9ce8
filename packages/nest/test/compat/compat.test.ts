import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addresses } from './cases/addresses.ts'
import { answers } from './cases/answers.ts'
import { batches } from './cases/batches.ts'
import { bodies } from './cases/bodies.ts'
import { errors } from './cases/errors.ts'
import { events } from './cases/events.ts'
import { headers } from './cases/headers.ts'
import { inputs } from './cases/inputs.ts'
import { lines } from './cases/lines.ts'
import { methods } from './cases/methods.ts'
import { deviations, type Deviation } from './deviations.ts'
import { exchange, type Answer, type CompatCase } from './exchange.ts'
import { startPair, type Flavour } from './servers.ts'

const cases: CompatCase[] = [...methods, ...addresses, ...inputs, ...bodies, ...batches, ...errors, ...answers, ...headers, ...lines, ...events]
const used = new Set<Deviation>()

it('has one name for each case, and a case for each name in the table of deviations', () => {
  const names = cases.map(({ name }) => name)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  expect(deviations.flatMap(({ cases: named }) => named ?? []).filter((name) => !names.includes(name))).toEqual([])
})

describe.each<Flavour>(['superjson', 'plain', 'pinging', 'brief'])('a router (%s) answers as behind tRPC’s own adapter', (flavour) => {
  let pair: Awaited<ReturnType<typeof startPair>>
  beforeAll(async () => {
    pair = await startPair(flavour)
  })
  afterAll(() => pair.close())

  const sentHere = cases.filter(({ only }) => (only ?? flavour) === flavour && (only !== undefined || flavour === 'superjson' || flavour === 'plain'))
  it.each(sentHere.map((sent) => [sent.name, sent] as const))('%s', async (_name, sent) => {
    const [theirs, ours] = await Promise.all([exchange(pair.theirs, flavour, sent), exchange(pair.ours, flavour, sent)])
    expect(ours).toEqual(withDeviations(sent, theirs, flavour))
    expect(ours.status).not.toBe(0)
  })
})

it('deviates nowhere without need', () => {
  expect(deviations.filter((deviation) => !used.has(deviation)).map(({ reason }) => reason)).toEqual([])
})

/** tRPC's answer as SECURITY.md wants it. A named case that does not deviate any more fails here. */
function withDeviations(sent: CompatCase, theirs: Answer, flavour: Flavour): Answer {
  let expected = theirs
  for (const deviation of deviations) {
    if (deviation.cases ? !deviation.cases.includes(sent.name) : !deviation.where(sent, expected)) continue
    const changed = deviation.change(expected, sent, flavour)
    expect(changed, `“${sent.name}” does not deviate any more: ${deviation.reason}`).not.toEqual(expected)
    used.add(deviation)
    expected = changed
  }
  return expected
}
