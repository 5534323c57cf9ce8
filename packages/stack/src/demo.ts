import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The support desk's folders, the files that are its own outside of them, and this removal, which has nothing else to do. */
const OWN = [
  'packages/api/src/ticket',
  'apps/api/src/ticket',
  'apps/api/migrations/0003_tickets.sql',
  'apps/api/migrations/meta/0003_snapshot.json',
  'apps/web/src/ticket',
  'apps/web/src/app/(app)/tickets',
  'apps/web/docs/tickets.png',
  'apps/web/e2e/ticket',
  'packages/bench/src/ticket',
  'packages/stack/src/demo.ts',
  'packages/stack/src/commands/demo-remove.ts',
  'packages/stack/test/demo-remove.types.test.ts',
]

/** Where it is registered: what stands there goes. */
const REGISTERED: readonly (readonly [file: string, text: string | RegExp])[] = [
  ['packages/api/src/contract.ts', "import { desk } from './ticket/desk.ts'\n"],
  ['packages/api/src/contract.ts', '  ...desk,\n'],
  ['packages/api/src/index.ts', "export * from './ticket/desk.ts'\n"],
  ['apps/api/src/app.module.ts', "import { TicketModule } from './ticket/ticket.module.ts'\n"],
  ['apps/api/src/app.module.ts', '        TicketModule,\n'],
  ['apps/api/migrations/meta/_journal.json', /,\s*\{[^{}]*"tag": "0003_tickets"[^{}]*\}/],
  ['apps/web/src/site/nav.tsx', "  { href: '/tickets', name: 'Tickets' },\n"],
  ['package.json', '    "demo:remove": "node packages/stack/bin/run.cjs demo-remove",\n'],
  ['README.md', /## The support desk\n[^]*?(?=## )/],
  ['apps/api/README.md', /## Tickets\n[^]*?(?=## )/],
  ['docs/operations.md', ', as those of the desk do,'],
  ['docs/operations.md', /^\|.*`apps\/(api\/src|web\/e2e)\/ticket\/.*\|\n/gm], // what its tests broke
  ['packages/bench/src/lighthouse/pages.ts', "import { DESK_PAGES } from '../ticket/lighthouse-pages.ts'\n"],
  ['packages/bench/src/lighthouse/pages.ts', '  ...DESK_PAGES,\n'],
  ['packages/bench/package.json', '    "load": "tsx src/ticket/main.ts",\n'],
  ['packages/bench/README.md', /## The load test\n[^]*?(?=## )/],
]

/** What is not as the removal expects it: somebody has changed it. */
export class DemoChangedError extends Error {}

/**
 * Deletes the support desk from a checkout, or, where anything of it is not as expected, changes nothing.
 *
 * @throws {DemoChangedError}
 */
export function removeDemo(root: string): { deleted: readonly string[]; edited: readonly string[] } {
  const texts = new Map<string, string>()
  const missing = OWN.filter((path) => !existsSync(join(root, path)))
  for (const [file, registered] of REGISTERED) {
    const text = texts.get(file) ?? readFileSync(join(root, file), 'utf8')
    const without = text.replace(registered, '')
    if (without === text) missing.push(`${file}: ${registered}`)
    texts.set(file, without)
  }
  if (missing.length > 0) throw new DemoChangedError(`Nothing was changed. This is not as it was:\n${missing.map((line) => `  ${line.trimEnd()}`).join('\n')}`)
  for (const path of OWN) rmSync(join(root, path), { recursive: true })
  for (const [file, text] of texts) writeFileSync(join(root, file), text)
  return { deleted: OWN, edited: [...texts.keys()] }
}
