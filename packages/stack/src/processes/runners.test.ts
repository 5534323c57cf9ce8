import { expect, it } from 'vitest'
import { packageRunners, type ProcessInfo } from './runners.ts'

const above = (...commands: string[]) => {
  const chain = new Map<number, ProcessInfo>(commands.map((command, index) => [100 - index, { command, parent: 99 - index }]))
  return packageRunners(100, (pid) => chain.get(pid) ?? null)
}

it.each([
  ['pnpm by npx', ['sh -c node run.cjs', 'pnpm dev', "sh -c 'pnpm' dev", 'npm exec pnpm@12 dev', '-bash'], [100, 99, 98, 97]],
  ['an installed pnpm', ['sh -c node run.cjs', '/usr/bin/node /usr/lib/node_modules/pnpm/bin/pnpm.cjs dev', 'zsh'], [100, 99]],
  ['the person themselves', ['-bash', 'sshd'], []],
  ['a script of the person', ['bash -c node run.cjs', 'systemd'], []],
] as const)('knows who started it: %s', (_, commands, expected) => {
  expect(above(...commands)).toEqual(expected)
})
