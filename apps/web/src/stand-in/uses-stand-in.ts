/**
 * Whether this build runs on the local stand-in for Clerk. A publishable key is the base64 of its Frontend API's host;
 * only the stand-in's ends in `.localhost`.
 */
export function usesStandIn(publishableKey = process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY): boolean {
  const encoded = publishableKey?.split('_')[2] ?? ''
  try {
    return atob(encoded).endsWith('.localhost$')
  } catch {
    return false
  }
}
