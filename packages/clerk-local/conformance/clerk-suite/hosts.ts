import { instanceNamed } from '../../src/index.ts'

/** Where Clerk's SDKs believe an instance to be: the host of its key, and what they make of that for the account portal. */
export function hostsOf(name: string): { readonly frontendApi: string; readonly accountPortal: string } {
  const { host } = instanceNamed(name)
  return { frontendApi: host, accountPortal: host.replace('clerk.', 'accounts.') }
}
