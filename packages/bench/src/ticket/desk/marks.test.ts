import { expect, it } from 'vitest'
import { foreignMarks, markedId, markedText } from './marks.ts'
import { populate } from './population.ts'

const { organizations } = populate({ organizations: 12, people: 24 })
const [acme, globex] = [organizations[0]!, organizations[11]!]
const answerOf = (organization: typeof acme) =>
  JSON.stringify({ id: markedId(organization), title: markedText(organization, 'Printer on fire'), author: { id: organization.people[1]!.id, name: organization.people[1]!.name }, at: '2026-11-29T12:00:00.000Z' })

it('finds nothing in an answer that is the caller’s own', () => {
  expect(foreignMarks(answerOf(acme), acme)).toEqual([])
  expect(foreignMarks(answerOf(globex), globex)).toEqual([])
})

it('finds everything in an answer that is somebody else’s', () => {
  expect(foreignMarks(answerOf(globex), acme)).toEqual([expect.stringMatching(/^00000012-/), 'org12', 'org12', 'org12'])
})

it('finds one foreign row among many', () => {
  const answer = [acme, acme, globex, acme].map((organization) => `{"id":"${markedId(organization)}"}`).join(',')
  expect(foreignMarks(answer, acme)).toHaveLength(1)
})

it.each([
  ['an id', globex.id],
  ['somebody’s id', globex.people[0]!.id],
  ['an address', globex.people[1]!.email],
  ['a name', globex.people[0]!.name],
])('finds %s of another organization', (_, text) => {
  expect(foreignMarks(`{"value":"${text}"}`, acme)).toEqual(['org12'])
})

it('takes no other number for a mark', () => {
  expect(foreignMarks('{"requestId":"0a000012-4be1-4a7e-8f00-000000120000","version":12,"reason":"org:ticket:close"}', acme)).toEqual([])
})
