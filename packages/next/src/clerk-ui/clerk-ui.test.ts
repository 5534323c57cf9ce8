import { expect, it } from 'vitest'
import { nextTask } from '../next-task.ts'
import { clerkUI } from './clerk-ui.tsx'

it('has Clerk start in a task of its own, however late that is', async () => {
  await nextTask()
  let isThere = false
  const ui = clerkUI.ClerkUI.then((constructor) => ((isThere = true), constructor))
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  expect(isThere).toBe(false)
  expect((await ui).prototype).toHaveProperty('ensureMounted')
})
