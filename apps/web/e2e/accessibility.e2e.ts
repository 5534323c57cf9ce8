import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LOOKS, violationsIn, type PageToCheck } from './axe.ts'
import { signedIn } from './signed-in.ts'
import { startTestStack, type TestStack } from './test-stack.ts'

let stack: TestStack
beforeAll(async () => {
  stack = await startTestStack()
})
afterAll(() => stack.stop())

const SIGNED_OUT: readonly PageToCheck[] = [
  ['/', (page) => page.getByRole('button', { name: 'Create an account' }).waitFor()],
  ['/sign-in', (page) => page.locator('input[name=identifier]').waitFor()],
  ['/sign-up', (page) => page.locator('input[name=emailAddress]').waitFor()],
  ['/nowhere', (page) => page.getByText('The line does not lead here').waitFor()],
]
const SIGNED_IN: readonly PageToCheck[] = [
  ['/', (page) => page.getByText('Signed in as').waitFor()],
  ['/profile', (page) => page.getByRole('textbox', { name: 'Display name' }).waitFor()],
]
describe.each(LOOKS)('axe finds nothing wrong, $name,', (look) => {
  it('with a page for anybody', async () => {
    expect(await violationsIn(await stack.visitor(), SIGNED_OUT, look)).toEqual([])
  })
  it('with a page for who is signed in', async () => {
    expect(await violationsIn(await signedIn(stack, 'ada@example.com'), SIGNED_IN, look)).toEqual([])
  })
})
