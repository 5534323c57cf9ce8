import { loadavg } from 'node:os'
import { loadTest } from './load-test.ts'
import type { Stack } from './processes/stack.ts'
import { chapterTable, isBroken } from './verdicts/verdict.ts'

const SIZE = { organizations: 20, people: 200, streams: 500, thinkMs: 1_000, restMs: 5_000, memoryMs: 60_000, bundle: '.dev-bench-load' }
const FULL = { ...SIZE, warmUpMs: 15_000, quietWrites: 100, busyMs: 60_000, overload: { capacityMs: 5_000, milliseconds: 15_000 } }
const QUICK = { ...SIZE, warmUpMs: 5_000, quietWrites: 30, busyMs: 10_000, overload: { capacityMs: 3_000, milliseconds: 5_000 } }

async function main(args: readonly string[]): Promise<void> {
  const unknown = args.filter((arg) => arg !== '--quick' && arg !== '--json')
  if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(' ')}. Use --quick for ten seconds of load instead of sixty, --json for a machine.`)
  const say = (text: string) => void process.stderr.write(`${text}\n`)
  const [load = 0] = loadavg()
  if (load > 1) say(`Something else is at work here (load ${load.toFixed(1)}): every time that is measured is longer for it.`)
  const chapters = await loadTest({ ...(args.includes('--quick') ? QUICK : FULL), say, onStarted: abandonOnSignal })
  console.log(args.includes('--json') ? JSON.stringify({ chapters }) : chapterTable(chapters))
  process.exit(chapters.some(isBroken) ? 1 : 0)
}

/** Nothing stays behind, however the run ends. */
function abandonOnSignal(stack: Stack): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void stack.abandon().finally(() => process.exit(130)))
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message)
  process.exit(1)
})
