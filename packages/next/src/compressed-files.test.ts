import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compressedHeaders, compressedRewrites, compressFiles } from './compressed-files.ts'

describe('compressFiles', () => {
  let distDir: string
  let chunks: string
  beforeEach(() => {
    distDir = mkdtempSync(join(tmpdir(), 'throughline-compressed-'))
    chunks = join(distDir, 'static/chunks')
    mkdirSync(join(chunks, 'deeper'), { recursive: true })
  })
  afterEach(() => rmSync(distDir, { recursive: true }))

  it('writes each script and stylesheet once more, with the same in it', async () => {
    const script = 'export const answer = 42\n'.repeat(1_000)
    writeFileSync(join(chunks, 'a.js'), script)
    writeFileSync(join(chunks, 'b.css'), 'p{color:red}')
    writeFileSync(join(chunks, 'a.js.map'), '{}')
    writeFileSync(join(chunks, 'deeper/c.js'), script)
    await compressFiles(distDir)
    expect(readdirSync(chunks).sort()).toEqual(['a.js', 'a.js.br', 'a.js.map', 'b.css', 'b.css.br', 'deeper'])
    expect(readdirSync(join(chunks, 'deeper'))).toEqual(['c.js'])
    expect(brotliDecompressSync(readFileSync(join(chunks, 'a.js.br'))).toString()).toBe(script)
    expect(brotliDecompressSync(readFileSync(join(chunks, 'b.css.br'))).toString()).toBe('p{color:red}')
  })

  it('compresses anew what another build left', async () => {
    writeFileSync(join(chunks, 'a.js'), 'new')
    writeFileSync(join(chunks, 'a.js.br'), 'old')
    await compressFiles(distDir)
    expect(brotliDecompressSync(readFileSync(join(chunks, 'a.js.br'))).toString()).toBe('new')
  })
})

describe('what is asked for', () => {
  // As Next matches it: from the first character to the last.
  const conditions = [...compressedHeaders(), ...compressedRewrites()].flatMap(({ has = [] }) => has)
  const takes = (header: string) => conditions.map(({ value }) => new RegExp(`^${value}$`).test(header))

  it.each(['br', 'gzip, deflate, br, zstd', 'gzip, deflate, br', 'br, gzip', 'gzip,br', 'gzip;q=0.5, br'])('is sent compressed to who takes “%s”', (header) => {
    expect(new Set(takes(header))).toEqual(new Set([true]))
  })

  it('says for whatever is asked that there are two of each', () => {
    for (const extension of ['js', 'css']) {
      const unconditional = compressedHeaders().filter(({ source, has }) => source.endsWith(`\\.${extension})`) && !has)
      expect(unconditional.flatMap(({ headers }) => headers)).toEqual([{ key: 'Vary', value: 'Accept-Encoding' }])
    }
    expect(conditions).toHaveLength(4)
  })

  it.each(['', 'gzip', 'identity', 'gzip, br;q=0', 'br;q=0', 'brotli', 'abr', '*'])('is left to Next for who takes “%s”', (header) => {
    expect(new Set(takes(header))).toEqual(new Set([false]))
  })
})
