import { surplus } from '../books/surplus.ts'

/** One event as the database holds it, or as a stream was told of it. */
export interface ToldEvent {
  /** Its id in the outbox. */
  readonly id: number
  /** See `deed.ts`. */
  readonly key: string
}

const textOf = ({ id, key }: ToldEvent) => `${id} ${key}`

/**
 * What is wrong with what a stream has heard: it must be everything that its organization was told since it began, once
 * and in order, and nothing else.
 */
export function heardFaults(heard: readonly ToldEvent[], told: readonly ToldEvent[], startedAfter: number): string[] {
  const [expected, found] = [told.filter(({ id }) => id > startedAfter).map(textOf), heard.map(textOf)]
  const isTold = new Set(expected)
  return [
    ...surplus(expected, found).map((event) => `missed: ${event}`),
    ...surplus(found, expected).map((event) => `${isTold.has(event) ? 'heard twice' : 'not for it'}: ${event}`),
    ...heard.slice(1).flatMap((event, index) => (event.id > heard[index]!.id ? [] : [`out of order: ${textOf(event)} after ${heard[index]!.id}`])), // index is that of the one before
  ]
}
