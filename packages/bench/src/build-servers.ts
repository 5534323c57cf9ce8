import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const SOURCES = join(import.meta.dirname, 'servers')
const OUT = join(import.meta.dirname, '../dist')
const isOurs = (path: string) => path.startsWith('@throughline/') || path.startsWith('.') || path.startsWith('/')

/**
 * Every server under test as JavaScript: our packages are TypeScript with decorators. What comes from the registry stays
 * where it is, for all of them alike.
 */
export async function buildServers(): Promise<(name: string) => string> {
  await build({
    entryPoints: [...readdirSync(SOURCES).map((file) => join(SOURCES, file)), join(import.meta.dirname, 'load/load-process.ts'), join(import.meta.dirname, 'load/event-readers.ts')],
    outdir: OUT,
    outbase: import.meta.dirname,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
    plugins: [
      {
        name: 'registry-packages-stay-outside',
        setup: ({ onResolve }) => void onResolve({ filter: /.*/ }, ({ path, kind }) => (kind === 'entry-point' || isOurs(path) ? undefined : { path, external: true })),
      },
    ],
  })
  return (name) => join(OUT, `${name}.js`)
}
