import { expect, it } from 'vitest'
import { fillIn } from './shortcodes.ts'

const values: Record<string, unknown> = { 'user.id': 'user_1', 'user.first_name': 'Ada', 'user.age': 36, 'user.tags': ['a'], 'user.flag': false, 'user.empty': '' }
const fill = (text: string) => fillIn({ text }, (path) => values[path.join('.')])['text']

it.each([
  ['{{user.id}}', 'user_1'],
  [' {{ user.age }} ', 36],
  ['{{user.tags}}', ['a']],
  ['{{user.flag}}', false],
  ['{{user.nothing}}', null],
  ['plain', 'plain'],
])('a text that is one shortcode keeps its type: %s', (text, value) => expect(fill(text)).toEqual(value))

it.each([
  ['{{user.nothing || user.first_name}}', 'Ada'],
  ["{{user.nothing || 'Nobody'}}", 'Nobody'],
  ["{{user.empty || user.flag || 'it\\'s || here'}}", "it's || here"],
  ['{{user.nothing || 7}}', 7],
  ['{{user.nothing || true}}', true],
  ['{{user.nothing || user.flag}}', false],
])('the first operand that is not falsy, or else the last: %s', (text, value) => expect(fill(text)).toEqual(value))

it.each([
  ['Dr {{user.first_name}} ({{user.age}})', 'Dr Ada (36)'],
  ['{{user.nothing}}-{{user.tags}}', '-["a"]'],
  ["Hello {{user.nothing || 'you'}}", 'Hello you'],
])('within a longer text, values become text: %s', (text, value) => expect(fill(text)).toBe(value))

it('goes into lists and objects, and leaves everything else as it is', () => {
  const claims = { roles: ['{{user.id}}', 1, null], nested: { deep: { age: '{{user.age}}' } }, on: true }
  expect(fillIn(claims, (path) => values[path.join('.')])).toEqual({ roles: ['user_1', 1, null], nested: { deep: { age: 36 } }, on: true })
})
