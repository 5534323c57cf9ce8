import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { basename, join } from 'node:path'
import { build } from 'esbuild'
import { KEPT_OUTSIDE, PLACEHOLDER, bundlePackages } from './build-packages.js'

// `node build.js [outdir]`: development builds into a folder of its own, beside a production build.
// Our own packages are TypeScript sources, bundled at every build. What they take from the registry is bundled apart.
// zod goes with ours: only here is it known which of it is used, and the rest is four fifths.
const isOurs = (path) => path === 'zod' || path.startsWith('@throughline/') || path.startsWith('.') || path.startsWith('/')
const staysOutside = (path) => isBuiltin(path) || KEPT_OUTSIDE.includes(path)

const outdir = process.argv[2] ?? 'dist'
const { outputFiles } = await build({
  entryPoints: ['src/main.ts', 'src/migrate.ts', 'src/reconcile.ts'],
  outdir,
  write: false,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
  plugins: [
    {
      name: 'registry-packages-apart',
      setup: ({ onResolve }) =>
        void onResolve({ filter: /.*/ }, ({ path, kind, importer }) => {
          if (kind === 'entry-point' || isOurs(path) || importer.includes('/node_modules/')) return undefined
          return { path: staysOutside(path) ? path : `./${PLACEHOLDER}/${path}.js`, external: true }
        }),
    },
  ],
})

const isScript = ({ path }) => path.endsWith('.js')
const packages = await bundlePackages(outdir, outputFiles.filter(isScript).map(({ text }) => text))

// Only now: a build that fails leaves the last one whole.
for (const file of outputFiles) writeFileSync(file.path, isScript(file) ? file.text.replaceAll(PLACEHOLDER, packages) : file.contents)
const written = new Set([packages, ...outputFiles.map(({ path }) => basename(path))])
for (const entry of readdirSync(outdir)) if (/\.js(\.map)?$|^packages-/.test(entry) && !written.has(entry)) rmSync(join(outdir, entry), { recursive: true })
