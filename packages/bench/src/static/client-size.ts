import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** What a page loads before anything of it runs, and what it loads later when it needs it; bytes after gzip -9. */
export interface BundleSize {
  readonly first: number
  readonly later: number
  /** Packages with code in `first`. */
  readonly packages: ReadonlySet<string>
}

/** A module as the browser gets it, and the folder that its imports start from. */
export interface Entry {
  readonly text: string
  readonly from: string
}

const folderOf = (name: string) => dirname(createRequire(import.meta.url).resolve(name))

/** Everything that a page with data takes from packages/next: hooks, provider, `useCan`, hydration. */
export const clientEntry = (): Entry => ({
  text: `export * from '@throughline/next'\nexport { IdentityBoundary } from './identity-boundary.tsx'`,
  from: folderOf('@throughline/next'),
})

/** What a page with a form adds: the schema that it checks before it sends. */
export const formEntry = (): Entry => ({ text: `export { updateProfileSchema } from '@throughline/api'`, from: import.meta.dirname })

// A Next app has these with or without us.
const THERE_ALREADY = ['react', 'react-dom', 'next', '@clerk/*']

/** Bundles as for production, minified, without what the page has already and without the packages named. */
export async function bundleSize({ text, from }: Entry, without: readonly string[] = []): Promise<BundleSize> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: text, resolveDir: from },
    alias: { '@throughline/next': `${folderOf('@throughline/next')}/react.tsx` },
    outdir: 'bundle',
    write: false,
    metafile: true,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    external: [...THERE_ALREADY, ...without],
    logLevel: 'warning',
  })
  const sizes = new Map(outputFiles.map(({ path, contents }) => [path.replace(/^.*\//, ''), gzipSync(contents, { level: 9 }).length]))
  const parts = Object.entries(metafile.outputs).map(([path, output]) => ({ name: path.replace(/^.*\//, ''), ...output }))
  const first = new Set(['stdin.js']) // esbuild's name for what it was handed as text
  // A set that grows while it is walked: what is loaded first loads its own static imports.
  for (const name of first)
    for (const { path, kind, external } of parts.find((part) => part.name === name)?.imports ?? []) if (kind === 'import-statement' && !external) first.add(path.replace(/^.*\//, ''))
  const sum = (names: Iterable<string>) => [...names].reduce((total, name) => total + (sizes.get(name) ?? 0), 0)
  const inputs = parts.filter(({ name }) => first.has(name)).flatMap(({ inputs: files }) => Object.keys(files))
  return { first: sum(first), later: sum(sizes.keys()) - sum(first), packages: new Set(inputs.map(packageOf)) }
}

/** `@tanstack/query-core` of a path inside node_modules, `packages/next` of one of ours. */
export function packageOf(file: string): string {
  const installed = file.split('node_modules/').at(-1) ?? file
  if (installed !== file) return installed.split('/').slice(0, installed.startsWith('@') ? 2 : 1).join('/')
  return /(?:packages|apps)\/[^/]+/.exec(file)?.[0] ?? file
}
