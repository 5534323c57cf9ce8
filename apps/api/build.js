import { readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'esbuild'

// `node build.js [outdir]`: development builds into a folder of its own, beside a production build.
// Our own packages are TypeScript sources and are bundled; everything from the registry stays where it is.
const isOurs = (path) => path.startsWith('@throughline/') || path.startsWith('.') || path.startsWith('/')

const outdir = process.argv[2] ?? 'dist'
const { metafile } = await build({
  entryPoints: ['src/main.ts', 'src/migrate.ts'],
  outdir,
  metafile: true,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
  plugins: [
    {
      name: 'registry-packages-stay-outside',
      setup: ({ onResolve }) => void onResolve({ filter: /.*/ }, ({ path, kind }) => (kind === 'entry-point' || isOurs(path) ? undefined : { path, external: true })),
    },
  ],
})

// Only now: a build that fails leaves the last one whole.
const written = new Set(Object.keys(metafile.outputs).map((file) => basename(file)))
for (const file of readdirSync(outdir)) if (/\.js(\.map)?$/.test(file) && !written.has(file)) rmSync(join(outdir, file))
