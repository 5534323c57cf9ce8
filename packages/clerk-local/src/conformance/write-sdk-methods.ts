import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { recordSdk } from './record-sdk.ts'

/** The version of `@clerk/backend` that is installed here. */
export function installedSdk(): string {
  const entry = createRequire(import.meta.url).resolve('@clerk/backend')
  const manifest = readFileSync(entry.replace(/dist\/.*$/, 'package.json'), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version // every package has one
}

/** Records the installed SDK anew. The list is kept as data, since whoever installs the stand-in need not have the SDK. */
export async function writeSdkMethods(): Promise<void> {
  const lines = Object.entries(await recordSdk()).map(([name, requests]) => `  '${name}': [${requests.map((request) => `'${request}'`).join(', ')}],`)
  const text = `/** The version of \`@clerk/backend\` that this was recorded from. */
export const sdkVersion = '${installedSdk()}'

/** What each method of its typed client asks for, as \`pnpm conformance\` recorded it. */
export const sdkMethods: Readonly<Record<string, readonly string[]>> = {
${lines.join('\n')}
}
`
  writeFileSync(new URL('./sdk-methods.ts', import.meta.url), text)
}
