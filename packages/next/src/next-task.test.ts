import { expect, it } from 'vitest'
import { nextTask } from './next-task.ts'

it('leaves the task that it is waited for in', async () => {
  const order: string[] = []
  const kept = nextTask().then(() => order.push('kept'))
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  order.push('this task')
  await kept
  expect(order).toEqual(['this task', 'kept'])
})
