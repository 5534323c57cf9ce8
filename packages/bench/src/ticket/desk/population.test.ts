import { expect, it } from 'vitest'
import { may, populate } from './population.ts'

it('spreads people evenly over organizations, each with every role', () => {
  const { organizations, people } = populate({ organizations: 20, people: 200 })
  expect([organizations.length, people.length, new Set(people.map(({ id }) => id)).size]).toEqual([20, 200, 200])
  for (const { people: members } of organizations) expect(members.map(({ role }) => role.slice(4)).join(' ')).toBe('admin agent agent agent member member member member member member')
})

it('knows what each role may do', () => {
  const [admin, agent, , , member] = populate({ organizations: 1, people: 5 }).people
  expect([admin, agent, member].map((person) => [may(person!, 'org:ticket:create'), may(person!, 'org:ticket:status'), may(person!, 'org:ticket:manage')])).toEqual([
    [true, true, true],
    [true, true, false],
    [true, false, false],
  ])
})
