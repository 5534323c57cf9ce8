import { build } from 'esbuild'
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { writeDeclarations } from './declarations.ts'
import { publishedManifest } from './manifest.ts'

const HOME = new URL('../../', import.meta.url)
const BIN = `#!/usr/bin/env node
import '../cli.js'
`

/**
 * Builds the package as it is published into an empty folder: bundled, so that it starts in a few files, with types and
 * with a package.json of its own, so that any package manager packs it.
 */
export async function buildPackage(target: string): Promise<void> {
  rmSync(target, { recursive: true, force: true })
  mkdirSync(`${target}/bin`, { recursive: true })
  await build({
    entryPoints: { index: at('src/index.ts'), cli: at('src/cli/main.ts'), playwright: at('src/playwright/index.ts') },
    outdir: target,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    chunkNames: 'chunks/[name]-[hash]',
    legalComments: 'none',
    logLevel: 'warning',
  })
  writeDeclarations(at('tsconfig.package.json'), ['index.d.ts', 'playwright/index.d.ts'], `${target}/types`)
  writeFileSync(`${target}/package.json`, `${JSON.stringify(publishedManifest(HOME), null, 2)}\n`)
  writeFileSync(`${target}/bin/clerk-local.js`, BIN)
  chmodSync(`${target}/bin/clerk-local.js`, 0o755)
  copyFileSync(at('README.md'), `${target}/README.md`)
  copyFileSync(at('../../LICENSE'), `${target}/LICENSE`)
}

const at = (path: string): string => fileURLToPath(new URL(path, HOME))
