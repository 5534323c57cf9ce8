import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { eventTypes } from './event-types.ts'

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')
const readme = read('../../README.md')

it('the README’s example is the one that is run', () => {
  const example = read('example.test.ts').replace("'../index.ts'", "'@throughline/clerk-local'").replace(/^import \{ startReceiver.*\n/m, '')
  expect(readme).toContain(`\`\`\`ts\n${example}\`\`\`\n`)
})

it('the README names every event', () => {
  const [, section = ''] = readme.split('\n## Webhooks\n')
  for (const [group, verb] of eventTypes.map((type) => type.split('.'))) expect(section).toMatch(new RegExp(`\`${group}\\.\\*\`[^()]*\\([^)]*\\b${verb}\\b`))
})
