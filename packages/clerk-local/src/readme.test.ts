import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')

it('the README’s example is the one that is run, by the name that others import', () => {
  const example = read('example.test.ts').replace("'./index.ts'", "'@throughline/clerk-local'")
  expect(read('../README.md')).toContain(`\`\`\`ts\n${example}\`\`\`\n`)
})
