import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Component } from './tables.ts'

/** Clerk's components that an app puts into its pages. */
const COMPONENTS: readonly string[] = [
  'SignIn',
  'SignUp',
  'UserButton',
  'UserProfile',
  'UserAvatar',
  'OrganizationSwitcher',
  'OrganizationProfile',
  'OrganizationList',
  'CreateOrganization',
  'Waitlist',
  'APIKeys',
  'OAuthConsent',
  'TaskChooseOrganization',
  'TaskResetPassword',
  'TaskSetupMFA',
  'GoogleOneTap',
  'PricingTable',
]

/** Which browser tests under a folder say that they drive a component, as `<SignIn/>`. */
export function componentsDrivenIn(folder: string): Component[] {
  const tests = testsIn(folder, '.e2e.ts')
  return COMPONENTS.map((name) => ({ name, drivenIn: tests.filter(({ text }) => new RegExp(`<${name}\\s*/?>`).test(text)).map(({ file }) => file) }))
}

/**
 * Whether a test under a folder calls a method of the SDK, as in `clerk.users.getUser(id)`. Not in which: the README would
 * be out of date with every test that somebody adds.
 */
export function calledIn(folder: string): (method: string) => boolean {
  const tests = testsIn(folder, '.test.ts')
  return (method) => tests.some(({ text }) => text.includes(`${method}(`))
}

function testsIn(folder: string, ending: string): { file: string; text: string }[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending)).sort()
  return files.map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
}
