import { expect, it } from 'vitest'
import { readCommandLine, UsageError } from './command-line.ts'

it('starts where no command is typed, whether options are or not', () => {
  expect(readCommandLine([]).command).toBe('start')
  const line = readCommandLine(['--port', '4500', '--reset', '--data=state=1'])
  expect([line.command, line.text('port'), line.flag('reset'), line.text('data'), line.text('host')]).toEqual(['start', '4500', true, 'state=1', undefined])
})

it('takes options before a command and behind it, and those that may be repeated', () => {
  const token = readCommandLine(['--port', '4500', 'token', 'ada@example.com', '--expires', '-10'])
  expect([token.command, token.rest, token.text('port'), token.text('expires')]).toEqual(['token', ['ada@example.com'], '4500', '-10'])
  expect(readCommandLine(['start', '--instance', 'one', '--instance=two']).texts('instance')).toEqual(['one', 'two'])
})

it('helps wherever help is asked for', () => {
  for (const words of [['--help'], ['token', '-h'], ['help']]) expect(readCommandLine(words)).toMatchObject({ command: 'help', rest: [] })
  expect(readCommandLine(['--version'])).toMatchObject({ command: 'help', rest: ['version'] })
})

it.each([
  [['strat'], 'There is no command strat; did you mean start?'],
  [['frobnicate'], 'There is no command frobnicate; see clerk-local --help.'],
  [['--prot', '3'], 'start has no option --prot; did you mean --port?'],
  [['token', 'ada@example.com', '--seed', 'x'], 'token has no option --seed'],
  [['--port'], '--port needs a value.'],
  [['--port', '--reset'], '--port needs a value.'],
  [['--reset=yes'], '--reset takes no value.'],
  [['--port', '1', '--port', '2'], '--port is given twice.'],
])('says what is wrong with %j', (words, message) => {
  expect(() => readCommandLine(words)).toThrow(UsageError)
  expect(() => readCommandLine(words)).toThrow(message)
})
