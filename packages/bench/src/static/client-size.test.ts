import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { bundleSize, packageOf } from './client-size.ts'

it('counts what a page loads first apart from what it loads later, and leaves out what it has already', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-size-'))
  const data = (name: string, length: number) => writeFileSync(join(folder, name), `export const text = ${JSON.stringify(Array.from({ length }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7_919) % 9_000))).join(''))}`)
  data('first.ts', 1_000)
  data('later.ts', 3_000)
  const text = `import { useState } from 'react'\nimport { text } from './first.ts'\nexport const page = [useState, text, () => import('./later.ts')]`
  const { first, later } = await bundleSize({ text, from: folder })
  expect(first).toBeGreaterThan(1_000)
  expect(later).toBeGreaterThan(2 * first)
  expect((await bundleSize({ text, from: folder }, ['./first.ts'])).first).toBeLessThan(1_000)
  rmSync(folder, { recursive: true })
})

it.each([
  ['../../node_modules/.pnpm/@tanstack+query-core@5.0.0/node_modules/@tanstack/query-core/build/query.js', '@tanstack/query-core'],
  ['../../node_modules/.pnpm/zod@4.0.0/node_modules/zod/v4/core.js', 'zod'],
  ['../next/../../packages/next/src/react.tsx', 'packages/next'],
])('names the package of %s', (file, name) => {
  expect(packageOf(file)).toBe(name)
})
