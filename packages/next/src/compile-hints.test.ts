import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { hintAtCompilation } from './compile-hints.ts'

let distDir: string

beforeEach(() => {
  distDir = mkdtempSync(join(tmpdir(), 'throughline-hints-'))
  mkdirSync(join(distDir, 'static'))
  writeFileSync(join(distDir, 'build-manifest.json'), JSON.stringify({ rootMainFiles: ['static/react.js', 'static/page.css'] }))
  for (const file of ['react.js', 'page.js', 'page.css']) writeFileSync(join(distDir, 'static', file), 'content')
})

afterEach(() => rmSync(distDir, { recursive: true }))

const read = (file: string) => readFileSync(join(distDir, 'static', file), 'utf8')

it('marks the scripts that every page begins with, and no others', async () => {
  await hintAtCompilation(distDir)
  expect(read('react.js')).toBe('//# allFunctionsCalledOnLoad\ncontent')
  expect([read('page.js'), read('page.css')]).toEqual(['content', 'content'])
})

it('marks a file once that the next build has left as it was', async () => {
  await hintAtCompilation(distDir)
  await hintAtCompilation(distDir)
  expect(read('react.js').match(/allFunctionsCalledOnLoad/g)).toHaveLength(1)
})
