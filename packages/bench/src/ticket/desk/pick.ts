/** One of them at random; `undefined` of none. */
export function pick<T>(items: readonly T[]): T | undefined {
  return items[Math.floor(Math.random() * items.length)]
}

/** One of them at random, each as often as its weight says. */
export function pickWeighted<T>(items: readonly (readonly [weight: number, item: T])[]): T {
  let at = Math.random() * items.reduce((sum, [weight]) => sum + weight, 0)
  return (items.find(([weight]) => (at -= weight) < 0) ?? items.at(-1)!)[1] // there is one at least
}
