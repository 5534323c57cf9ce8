import { expect, it } from 'vitest'
import { Table, type Change } from './table.ts'

interface Person {
  readonly id: string
  readonly name: string
  readonly emails: readonly string[]
}

function people() {
  const changes: Change[] = []
  const table = new Table<Person, 'email'>('people', (change) => changes.push(change), { email: ({ emails }) => emails })
  const ada = table.insert({ id: 'a', name: 'Ada', emails: ['ada@example.com'] })
  return { table, ada, changes }
}

it('shows a row as it is now to whoever holds it', () => {
  const { table, ada } = people()
  table.update(ada, { name: 'Ada Lovelace' })
  expect(ada.name).toBe('Ada Lovelace')
  expect(table.get('a')).toBe(ada)
})

it('finds a row under every key that it has now, and under none that it had', () => {
  const { table, ada } = people()
  table.update(ada, { emails: ['ada@example.com', 'lovelace@example.com'] })
  expect(table.by('email', 'lovelace@example.com')).toEqual([ada])
  table.update(ada, { emails: ['lovelace@example.com'] })
  expect(table.by('email', 'ada@example.com')).toEqual([])
  expect(table.count('email', 'lovelace@example.com')).toBe(1)
  table.remove('a')
  expect(table.count('email', 'lovelace@example.com')).toBe(0)
})

it('keeps the order in which rows came under a key, whatever else about them changes', () => {
  const { table, ada } = people()
  const second = table.insert({ id: 'b', name: 'B', emails: ['ada@example.com'] })
  table.update(ada, { name: 'changed' })
  expect(table.by('email', 'ada@example.com')).toEqual([ada, second])
})

it('tells of each change with the row before and after it', () => {
  const { table, ada, changes } = people()
  table.update(ada, { name: 'Changed' })
  table.remove('a')
  expect(changes.map(({ before, after }) => [(before as Person | null)?.name, (after as Person | null)?.name])).toEqual([
    [undefined, 'Changed'], // the row that came is live, and shows its new name
    ['Ada', 'Changed'],
    ['Changed', undefined],
  ])
})

it('refuses two rows of one id, a change of a row that is gone, and an index that it has not', () => {
  const { table, ada } = people()
  expect(() => table.insert(ada)).toThrow('There is a row a in people already.')
  table.remove('a')
  expect(() => table.update(ada, {})).toThrow('There is no row a in people.')
  expect(() => table.by('phone' as 'email', '1')).toThrow('people has no index phone.')
})
