import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { root } from './paths.ts'

const oxlint = join(dirname(createRequire(join(root, 'package.json')).resolve('oxlint/package.json')), 'bin/oxlint')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lint-layers-'))
  copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** What the linter says of a file with one import, at a place in the tree. */
function lint(path: string, from: string): string {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `import { x } from '${from}'\nexport const y = x\n`)
  return spawnSync(process.execPath, [oxlint, '--format', 'unix', path], { cwd: folder, encoding: 'utf8' }).stdout
}

const forbidden: [place: string, imports: string][] = [
  ['packages/contract/src/a.ts', '@nestjs/common'],
  ['packages/contract/src/a.ts', 'node:fs'],
  ['packages/api/src/a.ts', 'react'],
  ['packages/api/src/a.ts', 'drizzle-orm/pg-core'],
  ['packages/nest/src/a.ts', '@throughline/api'],
  ['packages/next/src/a.ts', '@nestjs/common'],
  ['packages/clerk-local/src/a.ts', '@throughline/contract'],
  ['packages/stack/src/a.ts', 'nestjs-trpc'],
  ['apps/web/src/ticket/a.tsx', 'drizzle-orm'],
  ['apps/web/src/ticket/a.tsx', '@throughline/nest'],
  ['apps/web/src/ticket/a.tsx', '../../../../packages/api/src/user.ts'],
  ['apps/cli/src/a.ts', '@nestjs/core'],
  ['apps/api/src/ticket/ticket.router.ts', 'nestjs-trpc'],
  ['apps/api/src/ticket/ticket.router.ts', '../user/user.repository.ts'],
  ['apps/api/src/ticket/ticket.service.ts', 'drizzle-orm'],
  ['apps/api/src/ticket/ticket.service.ts', '../db/schema.ts'],
  ['apps/api/src/ticket/ticket.service.ts', '@trpc/server'],
  ['apps/api/src/ticket/ticket.module.ts', 'drizzle-orm'],
  ['apps/api/src/ticket/ticket.repository.ts', './ticket.service.ts'],
  ['apps/api/src/ticket/ticket.repository.ts', '@trpc/server'],
]
it.each(forbidden)('%s may not import %s', (place, imports) => {
  expect(lint(place, imports)).toContain('no-restricted-imports')
})

const allowed: [place: string, imports: string][] = [
  ['packages/nest/src/a.ts', 'nestjs-trpc'],
  ['packages/nest/src/a.ts', '@throughline/contract'],
  ['apps/web/src/ticket/a.tsx', '@throughline/api'],
  ['apps/api/src/ticket/ticket.repository.ts', 'drizzle-orm'],
  ['apps/api/src/ticket/ticket.repository.ts', '../db/schema.ts'],
  ['apps/api/src/ticket/ticket.service.ts', './ticket.repository.ts'],
  ['apps/api/src/ticket/ticket.service.ts', '../user/user.service.ts'],
]
it.each(allowed)('%s may import %s', (place, imports) => {
  expect(lint(place, imports)).not.toContain('no-restricted-imports')
})
