import type { TestStack } from './test-stack.ts'
import type { Visitor } from './visitor.ts'

/** A browser in which somebody is signed in already, without the form. */
export async function signedIn(stack: TestStack, user: string, organization = 'acme'): Promise<Visitor> {
  const visitor = await stack.visitor()
  const cookies = stack.clerk.cookies(user, { organization, app: stack.webUrl }).map((line) => /^([^=]+)=([^;]*)/.exec(line)!) // what sets a cookie has a name
  await visitor.context.addCookies(cookies.map(([, name = '', value = '']) => ({ name, value, url: stack.webUrl })))
  return visitor
}
