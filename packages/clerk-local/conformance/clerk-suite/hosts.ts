/**
 * Where Clerk's SDKs believe an instance to be: a host as Clerk gives it to one in development, for only then does clerk-js
 * carry the browser's identity in addresses, and what the SDKs make of it for the account portal.
 */
export function hostsOf(name: string): { readonly frontendApi: string; readonly accountPortal: string } {
  return { frontendApi: `${name}.clerk.accounts.dev`, accountPortal: `${name}.accounts.dev` }
}
