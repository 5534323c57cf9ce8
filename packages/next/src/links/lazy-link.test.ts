import { createTRPCClient, type TRPCLink } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import { expect, it } from 'vitest'
import type { NoteRouter } from '../../test/start-api.ts'
import { isUnavailable } from '../errors.ts'
import { lazyLink } from './lazy-link.ts'

const answering: TRPCLink<NoteRouter> = () => () =>
  observable((observer) => {
    observer.next({ result: { data: 'Ada' } })
    observer.complete()
  })

it('fetches its link once, for the first operation', async () => {
  let loads = 0
  const client = createTRPCClient<NoteRouter>({ links: [lazyLink(async () => (loads++, answering))] })
  expect(loads).toBe(0)
  expect(await Promise.all([client.note.whoami.query(), client.note.whoami.query()])).toEqual(['Ada', 'Ada'])
  expect(loads).toBe(1)
})

it('says so when the link cannot be fetched, and tries again for the next operation', async () => {
  let loads = 0
  const load = async () => {
    if (++loads === 1) throw new TypeError('Failed to fetch dynamically imported module')
    return answering
  }
  const client = createTRPCClient<NoteRouter>({ links: [lazyLink(load)] })
  const error = await client.note.whoami.query().catch((cause: unknown) => cause)
  expect(isUnavailable(error)).toBe(true)
  expect(await client.note.whoami.query()).toBe('Ada')
})

it('starts nothing that was abandoned while the link was on its way', async () => {
  let started = 0
  let arrive: (link: TRPCLink<NoteRouter>) => void = () => {}
  const links = [lazyLink<NoteRouter>(() => new Promise((resolve) => (arrive = resolve)))]
  const { unsubscribe } = createTRPCClient<NoteRouter>({ links }).note.watch.subscribe({ room: 'hall' }, {})
  unsubscribe()
  arrive(() => () => (started++, observable(() => {})))
  await new Promise((resolve) => setImmediate(resolve))
  expect(started).toBe(0)
})
