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

/** Which browser tests under a folder name a component, as `<SignIn/>`; a test says so in its first lines. */
export function componentsDrivenIn(folder: string): Component[] {
  const tests = testsIn(folder).map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
  return COMPONENTS.map((name) => ({ name, drivenIn: tests.filter(({ text }) => new RegExp(`<${name}\\s*/?>`).test(text)).map(({ file }) => file) }))
}

function testsIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.e2e.ts')).sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [] // readdirSync throws an errno
    throw error
  }
}
