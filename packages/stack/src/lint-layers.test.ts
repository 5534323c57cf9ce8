import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { root } from './paths.ts'

const oxlint = join(dirname(createRequire(join(root, 'package.json')).resolve('oxlint/package.json')), 'bin/oxlint')

const forbidden: [place: string, imports: string][] = [
  ['packages/contract/src/a.ts', '@nestjs/common'],
  ['packages/contract/src/a.ts', 'node:fs'],
  ['packages/api/src/a.ts', 'react'],
  ['packages/api/src/a.ts', 'drizzle-orm/pg-core'],
  ['packages/nest/src/a.ts', '@throughline/api'],
  ['packages/next/src/a.ts', '@nestjs/common'],
  ['packages/clerk-local/src/a.ts', '@throughline/contract'],
  ['packages/clerk-local/src/a.ts', 'nestjs-trpc'],
  ['packages/stack/src/a.ts', 'nestjs-trpc'],
  ['packages/stack/src/a.ts', '@throughline/bench'],
  ['packages/api/src/a.ts', '@throughline/nest'],
  ['packages/api/src/a.ts', '@throughline/clerk-local'],
  ['packages/contract/src/a.ts', '@throughline/api'],
  ['packages/nest/src/auth/a.ts', '../../../contract/src/policy.ts'],
  ['packages/nest/src/auth/a.ts', 'pg'],
  ['packages/next/src/a.ts', '@throughline/contract/src/policy.ts'],
  ['apps/web/src/ticket/a.tsx', 'drizzle-orm'],
  ['apps/web/src/ticket/a.tsx', '@throughline/nest'],
  ['apps/web/src/ticket/a.tsx', '../../../../packages/api/src/user.ts'],
  ['apps/web/src/ticket/a.tsx', '@throughline/clerk-local'],
  ['apps/cli/src/a.ts', '@nestjs/core'],
  ['apps/cli/src/a.ts', '../../api/src/env.ts'],
  ['apps/api/src/ticket/ticket.router.ts', 'nestjs-trpc'],
  ['apps/api/src/ticket/ticket.router.ts', '../user/user.repository.ts'],
  ['apps/api/src/ticket/ticket.service.ts', 'drizzle-orm'],
  ['apps/api/src/ticket/ticket.service.ts', '../db/schema.ts'],
  ['apps/api/src/ticket/ticket.service.ts', '@trpc/server'],
  ['apps/api/src/ticket/ticket.module.ts', 'drizzle-orm'],
  ['apps/api/src/ticket/ticket.repository.ts', './ticket.service.ts'],
  ['apps/api/src/ticket/ticket.repository.ts', '@trpc/server'],
]
const allowed: [place: string, imports: string][] = [
  ['packages/nest/src/a.ts', 'nestjs-trpc'],
  ['packages/nest/src/a.ts', '@throughline/contract'],
  ['packages/bench/src/servers/a.ts', 'nestjs-trpc'],
  ['packages/api/src/a.ts', '@throughline/contract'],
  ['apps/web/src/ticket/a.tsx', '@throughline/api'],
  ['apps/web/src/ticket/a.tsx', '@throughline/next/server'],
  ['apps/api/src/ticket/ticket.repository.ts', 'drizzle-orm'],
  ['apps/api/src/ticket/ticket.repository.ts', '../db/schema.ts'],
  ['apps/api/src/ticket/ticket.service.ts', './ticket.repository.ts'],
  ['apps/api/src/ticket/ticket.service.ts', '../user/user.service.ts'],
]
// Written and linted once for all of them, each in a file of its own.
let folder: string
let findings: Map<string, string[]>
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lint-layers-'))
  copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
  for (const [place, imports] of [...forbidden, ...allowed]) plant(fileOf(place, imports), `import { x } from '${imports}'\nexport const y = x\n`)
  plant('packages/api/src/named.ts', "import { z } from 'zod'\nexport const y = z\n")
  plant('packages/api/src/namespace.ts', "import * as z from 'zod'\nexport const y = z\n")
  plant('packages/api/src/type.ts', "import { Y } from './namespace.ts'\nexport const x = (y: Y) => y\n")
  plant('packages/api/src/circle-a.ts', "import { b } from './circle-b.ts'\nexport const a = () => b\n")
  plant('packages/api/src/circle-b.ts', "import { a } from './circle-a.ts'\nexport const b = () => a\n")
  const { stdout } = spawnSync(process.execPath, [oxlint, '--format', 'json'], { cwd: folder, encoding: 'utf8' })
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { filename: string; code: string }[] } // oxlint's format
  findings = new Map()
  for (const { filename, code } of diagnostics) findings.set(filename, [...(findings.get(filename) ?? []), code])
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Keeps the folder and the suffix, which the rules go by. */
const fileOf = (place: string, imports: string) => join(dirname(place), `${imports.replace(/\W+/g, '-')}.${basename(place)}`)

function plant(path: string, text: string): void {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

const RESTRICTED = 'eslint(no-restricted-imports)'

it.each(forbidden)('%s may not import %s', (place, imports) => {
  expect(findings.get(fileOf(place, imports))).toContain(RESTRICTED)
})

it.each(allowed)('%s may import %s', (place, imports) => {
  expect(findings.get(fileOf(place, imports)) ?? []).not.toContain(RESTRICTED)
})

it('wants zod as a namespace, types as types, and no circles', () => {
  expect(findings.get('packages/api/src/named.ts')).toContain('unicorn(import-style)')
  expect(findings.get('packages/api/src/namespace.ts')).toBeUndefined()
  expect(findings.get('packages/api/src/type.ts')).toContain('typescript(consistent-type-imports)')
  expect(findings.get('packages/api/src/circle-a.ts')).toContain('import(no-cycle)')
})
