import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { packagesOf } from './warm-start.ts'

it('finds what a bundle takes from the registry in all of its parts, and follows nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-bundle-'))
  writeFileSync(join(folder, 'main.js'), 'import {\n  listed,\n  over\n} from "./part.js";\nimport { join } from "node:path";\nimport { pino } from "pino";\nawait import("./late.js");\n')
  writeFileSync(join(folder, 'part.js'), 'import "./packages-12345678/first.js";\nimport second from "./packages-12345678/@scope/second.js";\nimport "./main.js";\n')
  writeFileSync(join(folder, 'late.js'), 'export { third } from "third";\n')
  expect(packagesOf(folder)).toEqual(['pino', './packages-12345678/first.js', './packages-12345678/@scope/second.js', 'third'])
  rmSync(folder, { recursive: true })
})
