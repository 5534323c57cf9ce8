import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/** They find files beside their own at run time: a WebAssembly module, the script of a worker. */
export const KEPT_OUTSIDE = ['@electric-sql/pglite', 'pino', 'pino-pretty']

/** Stands for the folder's name until it is known; as long as the name, so that columns in source maps stay right. */
export const PLACEHOLDER = 'packages-________'

// Nest and its platform ask for these and do without them.
const OPTIONAL = ['class-transformer', 'class-validator', '@fastify/static', '@fastify/view', '@nestjs/microservices', '@nestjs/platform-express', '@nestjs/websockets', 'pg-native']

/**
 * Bundles what the given scripts import from `PLACEHOLDER` into a folder of `outdir` and returns its name. A start then
 * reads some forty files and not a thousand, which is more than half of it. The folder is named after its content's
 * origin and kept as long as that stays the same: an edit does not pay for it, and a process that has loaded it before
 * the edit (`pnpm dev` keeps one) has the very modules that the next bundle asks for, or others under another name.
 */
export async function bundlePackages(outdir, scripts) {
  const entries = await entriesOf(scripts)
  const folder = PLACEHOLDER.replace(/_+$/, (place) => originOf(entries).slice(0, place.length))
  const stamps = join(outdir, folder, 'inputs.json')
  if (existsSync(stamps) && Object.entries(JSON.parse(readFileSync(stamps, 'utf8'))).every(([file, stamp]) => stampOf(file) === stamp)) return folder
  const { metafile } = await build({
    entryPoints: Object.keys(entries).map((name) => ({ in: `entry:${name}`, out: name })),
    outdir: join(outdir, folder),
    metafile: true,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Traces name the files in node_modules, whose text is there; a map with the text in it takes twice as long to load.
    sourcemap: true,
    sourcesContent: false,
    minifyWhitespace: true,
    // Nest tells classes apart by their names.
    keepNames: true,
    logLevel: 'warning',
    external: [...KEPT_OUTSIDE, ...OPTIONAL],
    // CommonJS inside asks for Node's modules, and for the optional ones, by require().
    banner: { js: `import { createRequire as createRequireOfBundle } from 'node:module';const require = createRequireOfBundle(import.meta.url);` },
    plugins: [
      {
        name: 'entries',
        setup({ onResolve, onLoad }) {
          // .mjs: default imports of CommonJS then mean what they mean to Node.
          onResolve({ filter: /^entry:/ }, ({ path }) => ({ path: `${path.slice('entry:'.length)}.mjs`, namespace: 'entry' }))
          onLoad({ filter: /.*/, namespace: 'entry' }, ({ path }) => ({ contents: entries[path.replace(/\.mjs$/, '')], resolveDir: process.cwd() }))
        },
      },
    ],
  })
  const files = Object.keys(metafile.inputs).filter((file) => !file.startsWith('entry:'))
  writeFileSync(stamps, JSON.stringify(Object.fromEntries(files.map((file) => [file, stampOf(file)]))))
  return folder
}

/** For each package a module that exports what is imported from it, and nothing that could be left out. */
async function entriesOf(scripts) {
  const imported = {}
  const namesOf = (name) => (imported[name] ??= new Set())
  const statement = new RegExp(`^(?:(?:import|export) ?([^";]*?) ?from |import )"\\./${PLACEHOLDER}/([^"]+)\\.js";$`, 'gm')
  const call = new RegExp(`\\bimport\\("\\./${PLACEHOLDER}/([^"]+)\\.js"\\)`, 'g')
  for (const script of scripts) {
    for (const [, name] of script.matchAll(call)) namesOf(name).add('*')
    for (const [, clause = '', name] of script.matchAll(statement)) {
      const names = namesOf(name)
      const listed = clause.replace(/^[\w$]+/, 'default,').replace(/[{}\s]+/g, ' ').split(',')
      for (const item of listed) if (item.trim()) names.add(item.trim().split(' ')[0])
    }
  }
  const entries = Object.keys(imported).sort().map(async (name) => [name, entryText(name, await allOf(name, imported[name]))])
  return Object.fromEntries(await Promise.all(entries))
}

/** Where the whole package is meant, Node itself says what that is: CommonJS does not tell before it runs. */
async function allOf(name, names) {
  return (names.has('*') ? Object.keys(await import(name)) : [...names]).sort()
}

const entryText = (name, names) => (names.length === 0 ? `import '${name}'` : `export { ${names.map((each) => (/^[\w$]+$/.test(each) ? each : JSON.stringify(each))).join(', ')} } from '${name}'`)

function originOf(entries) {
  const hash = createHash('sha256').update(JSON.stringify(entries))
  for (const file of ['pnpm-lock.yaml', 'apps/api/build-packages.js']) hash.update(readFileSync(new URL(`../../${file}`, import.meta.url)))
  return hash.digest('hex')
}

function stampOf(file) {
  const { mtimeMs, size } = statSync(file, { throwIfNoEntry: false }) ?? {}
  return `${mtimeMs} ${size}`
}
