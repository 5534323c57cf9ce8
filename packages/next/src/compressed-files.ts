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
const source = (extension: string) => `/_next/static/chunks/:file([^/]+\\.${extension})`

/** What is said of a compressed file; Next itself says how long it may be kept. */
export const compressedHeaders: readonly Header[] = Object.entries({ js: 'application/javascript', css: 'text/css' }).map(([extension, type]) => ({
  source: source(extension),
  ...TAKES_BROTLI,
  headers: [
    { key: 'Content-Encoding', value: 'br' },
    { key: 'Content-Type', value: `${type}; charset=UTF-8` },
  ],
}))

/** Leads to the compressed files whoever takes them. */
export const compressedRewrites: readonly Rewrite[] = ['js', 'css'].map((extension) => ({
  source: source(extension),
  ...TAKES_BROTLI,
  destination: `/_next/static/chunks/:file${SUFFIX}`,
}))
