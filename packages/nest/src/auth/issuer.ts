/** The issuer of an instance's tokens: the host in its publishable key (`pk_test_` or `pk_live_` and base64 of `host$`). */
export function issuerOf(publishableKey: string): string {
  const encoded = /^pk_(?:test|live)_(.+)$/.exec(publishableKey)?.[1]
  const host = Buffer.from(encoded ?? '', 'base64').toString()
  if (!/^[a-z0-9.-]+\$$/i.test(host)) throw new Error('The Clerk publishable key is malformed: it should look like pk_test_… or pk_live_….')
  return `https://${host.slice(0, -1)}`
}
