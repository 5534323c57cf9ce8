import { expect, it } from 'vitest'
import { loadTest } from './load-test.ts'
import type { Verdict } from './verdicts/verdict.ts'

// A small one, to see that the command works. How quick the machine is beside everything else that runs on it, and
// whether it stands still for so long that the API gives its database up, is not what it is about.
const TIMED = ['crossing', 'liveness', 'refused', 'memory']
const isWrong = ({ id, kept, examples = [] }: Verdict) => kept === false && !TIMED.includes(id) && !(examples.length > 0 && examples.every((example) => /503|SERVICE_UNAVAILABLE/.test(example)))

it('puts a desk under load, and finds everything right', { timeout: 120_000 }, async () => {
  const chapters = await loadTest({
    organizations: 2,
    people: 10,
    streams: 20,
    thinkMs: 300,
    warmUpMs: 3_000, // in half a second on a busy machine ten people may write nothing, and then nothing is heard
    restMs: 0,
    quietWrites: 5,
    busyMs: 3_000,
    memoryMs: 0,
    overload: { capacityMs: 500, milliseconds: 500 },
    bundle: '.dev-bench-load-test',
    say: () => {},
  })
  expect(chapters.map(({ id }) => id)).toEqual(expect.arrayContaining(['quiet', 'busy', 'overload']))
  expect(chapters.flatMap(({ verdicts }) => verdicts.filter(isWrong))).toEqual([])
})
