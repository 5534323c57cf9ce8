import { updateProfileSchema } from '@throughline/api'
import { afterEach, expect, it, vi } from 'vitest'
import { checkValues } from './form-check.ts'

afterEach(() => vi.useRealTimers())

const values = { displayName: '  Ada ', bio: '', timeZone: 'UTC' }
const load = async () => updateProfileSchema

it('hands on what is right, as the schema has it', async () => {
  expect(await checkValues(values, load)).toEqual({ data: { ...values, displayName: 'Ada' }, errors: {} })
})

it('says by field what is wrong, in the contract’s words', async () => {
  expect(await checkValues({ ...values, displayName: ' ' }, load)).toEqual({ data: null, errors: { displayName: ['Enter a name.'] } })
})

it('leaves it to the server where the schema cannot be loaded', async () => {
  expect(await checkValues(values, () => Promise.reject(new TypeError('Failed to fetch')))).toEqual({ data: values, errors: {} })
})

it('waits for a schema, but not for ever', async () => {
  vi.useFakeTimers()
  const checked = checkValues(values, () => new Promise<typeof updateProfileSchema>(() => {}))
  await vi.advanceTimersByTimeAsync(8_000)
  expect(await checked).toEqual({ data: values, errors: {} })
})
