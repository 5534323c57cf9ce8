import { readdirSync, existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { typeErrors } from './type-check.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const projects = ['apps', 'packages'].flatMap((folder) =>
  readdirSync(`${root}${folder}`)
    .map((name) => `${folder}/${name}`)
    .filter((project) => existsSync(`${root}${project}/tsconfig.json`)),
)

// Runs each `*.test-d.ts` too: a line that should have been rejected is an unused @ts-expect-error.
it.each(projects)('%s type-checks', async (project) => {
  expect(await typeErrors(project)).toBe('')
})
