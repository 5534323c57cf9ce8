import { readFileSync } from 'node:fs'

/** The package.json of the workspace, as far as a published one is made of it. */
interface Manifest {
  readonly name: string
  readonly version: string
  readonly license: string
  readonly dependencies: Readonly<Record<string, string>>
}

/** Where a folder's package.json stands. */
const manifestIn = (folder: URL): URL => new URL('package.json', folder)

/**
 * The package.json of the published package: what the workspace's says of it, with the entries that were built and with
 * the versions that are installed, which are those it was tested with, in place of the workspace's own names for them.
 */
export function publishedManifest(home: URL): object {
  const { name, version, license, dependencies } = read(manifestIn(home))
  return {
    name,
    version,
    description: 'A local stand-in for Clerk: its Frontend and Backend API for development and tests, without an account or a network.',
    license,
    type: 'module',
    engines: { node: '>=20.19' },
    bin: { 'clerk-local': './bin/clerk-local.js' },
    exports: {
      '.': { types: './types/index.d.ts', default: './index.js' },
      './playwright': { types: './types/playwright/index.d.ts', default: './playwright.js' },
      './package.json': './package.json',
    },
    dependencies: Object.fromEntries(Object.keys(dependencies).map((each) => [each, read(manifestIn(new URL(`node_modules/${each}/`, home))).version])),
    publishConfig: { access: 'public' },
  }
}

function read(file: URL): Manifest {
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest // as npm and pnpm write it
}
