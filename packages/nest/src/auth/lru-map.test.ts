import { describe, expect, it } from 'vitest'
import { LruMap } from './lru-map.ts'

describe('a map that forgets the least recently used', () => {
  it('behaves as a plain list would, over ten thousand steps', () => {
    const map = new LruMap<number>(7)
    let model: [key: string, value: number][] = [] // the newest last
    let state = 1
    const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below
    for (let step = 0; step < 10_000; step += 1) {
      const key = `k${random(12)}`
      const known = model.find(([each]) => each === key)
      const others = model.filter(([each]) => each !== key)
      const act = random(20)
      const got = act < 10 ? map.get(key) : undefined
      expect(got).toBe(act < 10 ? known?.[1] : undefined)
      if (act < 10) {
        if (known) model = [...others, known]
      } else if (act < 17) {
        map.set(key, step)
        model = [...others, [key, step] as [string, number]].slice(-7)
      } else if (act < 19) {
        map.delete(key)
        model = others
      } else {
        const below = step - random(60)
        map.deleteWhere((value) => value < below)
        model = model.filter(([, value]) => value >= below)
      }
      expect(map.size).toBe(model.length)
    }
  })

  it('is empty after it was cleared, and goes on', () => {
    const map = new LruMap<number>(2)
    for (const key of ['a', 'b']) map.set(key, 1)
    map.clear()
    for (const key of ['c', 'd', 'e']) map.set(key, 2)
    expect(['a', 'b', 'c', 'd', 'e'].map((key) => map.get(key))).toEqual([undefined, undefined, undefined, 2, 2])
  })
})
