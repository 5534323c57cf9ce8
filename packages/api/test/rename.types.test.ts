import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { typeErrors } from './type-check.ts'

// Inside node_modules: git never sees it, and the copy resolves packages as the original does.
const folder = fileURLToPath(new URL('../node_modules/.renamed-contract/', import.meta.url))
const source = fileURLToPath(new URL('../src', import.meta.url))

/** A project that checks a consumer's own sources against a copy of the contract. */
function consumerOf(copy: string, app: string): string {
  const project = `${folder}${copy}-${app}.json`
  const home = fileURLToPath(new URL(`../../../apps/${app}`, import.meta.url))
  writeFileSync(
    project,
    JSON.stringify({
      extends: `${home}/tsconfig.json`,
      compilerOptions: { paths: { '@throughline/api': [`${folder}${copy}/index.ts`] }, incremental: false, plugins: [] },
      include: [`${home}/src`, `${home}/*.d.ts`],
      exclude: [`${home}/src/**/*.test.*`],
    }),
  )
  return project
}

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  for (const copy of ['same', 'renamed']) cpSync(source, `${folder}${copy}`, { recursive: true })
  const user = readFileSync(`${source}/user.ts`, 'utf8')
  writeFileSync(`${folder}renamed/user.ts`, user.replaceAll('displayName', 'fullName'))
})

describe.each(['web', 'cli'])('a field renamed in the contract, seen from apps/%s', (app) => {
  it('breaks its type check where the field is used', async () => {
    expect(await typeErrors(consumerOf('renamed', app))).toMatch(new RegExp(`apps/${app}/src/.*displayName`))
  })

  it('and nothing but the renaming does', async () => {
    expect(await typeErrors(consumerOf('same', app))).toBe('')
  })
})
