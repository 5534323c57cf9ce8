import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { NextConfig } from 'next'

type Header = Awaited<ReturnType<NonNullable<NextConfig['headers']>>>[number]
type Rewrite = Extract<Awaited<ReturnType<NonNullable<NextConfig['rewrites']>>>, readonly unknown[]>[number]

const SUFFIX = '.br'
const compress = promisify(brotliCompress)

/**
 * Writes each script and each stylesheet of a build once more, compressed with Brotli: a seventh smaller than Next makes
 * them with gzip, and no work for the server, which would compress them anew for every page.
 *
 * @param distDir the folder of the build
 */
export async function compressFiles(distDir: string): Promise<void> {
  const folder = join(distDir, 'static/chunks')
  const files = (await readdir(folder)).filter((file) => /\.(?:js|css)$/.test(file))
  await Promise.all(files.map((file) => compressFile(join(folder, file))))
}

async function compressFile(file: string): Promise<void> {
  const source = await readFile(file)
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: source.length }
  await writeFile(file + SUFFIX, await compress(source, { params }))
}

// As browsers write it: with a weight it would have to be read.
const TAKES_BROTLI: Pick<Header, 'has'> = { has: [{ type: 'header', key: 'accept-encoding', value: '(?:.*,)? *br *(?:,.*)?' }] }
const TYPES = { js: 'application/javascript', css: 'text/css' }
const source = (extension: string) => `/_next/static/chunks/:file([^/]+\\.${extension})`

/** What is said of these files: that there are two of each, and of a compressed one that it is; Next itself says how long it may be kept. */
export function compressedHeaders(): Header[] {
  return Object.entries(TYPES).flatMap(([extension, type]) => [
    // Next says so where it compresses itself, which can be turned off.
    { source: source(extension), headers: [{ key: 'Vary', value: 'Accept-Encoding' }] },
    {
      source: source(extension),
      ...TAKES_BROTLI,
      headers: [
        { key: 'Content-Encoding', value: 'br' },
        { key: 'Content-Type', value: `${type}; charset=UTF-8` },
      ],
    },
  ])
}

/** Leads to the compressed files whoever takes them. */
export function compressedRewrites(): Rewrite[] {
  return Object.keys(TYPES).map((extension) => ({ source: source(extension), ...TAKES_BROTLI, destination: `/_next/static/chunks/:file${SUFFIX}` }))
}
