import { loadavg } from 'node:os'
import { auditPages } from './audit-pages.ts'
import { pageTable } from './page-table.ts'
import { PAGES } from './pages.ts'
import { startProduct } from './product.ts'
import { brokenPromises } from './verdict.ts'

/** Beside what is measured; with more, times are longer and scores lower than they are. */
const QUIET_LOAD = 1

async function main(args: readonly string[]): Promise<boolean> {
  const unknown = args.filter((arg) => arg !== '--quick' && arg !== '--json')
  if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(' ')}. Use --quick for one run of each page, --json for a machine.`)
  const say = (text: string) => void process.stderr.write(`${text}\n`)
  const [load = 0] = loadavg()
  if (load > QUIET_LOAD) say(`Something else is at work here (load ${load.toFixed(1)}): scores for performance will be lower than they are.`)

  const { signal, stopped } = stopping()
  const stack = await startProduct(say, signal)
  try {
    const results = await Promise.race([auditPages(stack, PAGES, { runs: args.includes('--quick') ? 1 : 3, say }), stopped])
    const broken = brokenPromises(results)
    console.log(args.includes('--json') ? JSON.stringify({ results, broken }) : [pageTable(results), ...broken].join('\n'))
    return broken.length === 0
  } finally {
    await stack.stop()
  }
}

/** Ctrl-C and the like end what runs at once. The browser goes with this process, and the stack is stopped before. */
function stopping(): { signal: AbortSignal; stopped: Promise<never> } {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => controller.abort(new Error('Stopped.')))
  const stopped = new Promise<never>((_, reject) => controller.signal.addEventListener('abort', () => reject(controller.signal.reason)))
  stopped.catch(() => {}) // it may come before anybody waits for it
  return { signal: controller.signal, stopped }
}

main(process.argv.slice(2)).then(
  (isKept) => process.exit(isKept ? 0 : 1),
  (error: Error) => {
    console.error(error.message)
    process.exit(1)
  },
)
