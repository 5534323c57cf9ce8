import { buildServers } from './build-servers.ts'
import { pinning } from './child.ts'
import { httpRows, type HttpBenchOptions } from './http/http-rows.ts'
import { latencyRows } from './http/latency-rows.ts'
import type { Row } from './row.ts'
import { staticRows } from './static/index.ts'
import { streamRows } from './streams/stream-rows.ts'
import { table } from './table.ts'

// Many short rounds: a machine with neighbours is slow for a while at a time.
const QUICK = { rounds: 3, warmUpMs: 1_000, measureMs: 150 }
/** With nothing but calls to measure there is time to let the compilers finish. */
const QUICK_CALLS = { rounds: 6, warmUpMs: 1_800, measureMs: 200 }
const FULL = { rounds: 25, warmUpMs: 2_500, measureMs: 300 }

async function main(args: readonly string[]): Promise<void> {
  const unknown = args.filter((arg) => arg !== '--quick' && arg !== '--json')
  if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(' ')}. Use --quick for less than a minute, --json for a machine.`)
  if (process.platform !== 'linux') throw new Error('The bench reads CPU times from /proc, which only Linux has.')
  const [quick, json] = [args.includes('--quick'), args.includes('--json')]
  const say = (text: string) => void process.stderr.write(`${text}\n`)

  if (!pinning()) say('There is one core only: the servers share it with what calls them.')
  const scripts = await buildServers()
  const options: HttpBenchOptions = { scripts, ...(quick ? (json ? QUICK_CALLS : QUICK) : FULL) }
  const rows: Row[] = []
  const add = async (title: string, more: Promise<Row[]>) => {
    say(title)
    rows.push(...(await more))
  }
  await add('HTTP calls …', httpRows(options))
  // For a machine: what has a CPU time per request, and nothing else.
  if (json) return console.log(JSON.stringify({ rows: rows.filter(({ us }) => us !== null).map(figures) }))
  await add('Latency …', latencyRows({ ...options, measureMs: quick ? 200 : 1_000, windows: quick ? 1 : 5 }))
  await add('Streams …', streamRows({ scripts, events: quick ? 3 : 30 }))
  await add('Types, boot and size …', staticRows({ quick }))
  console.log(table(rows))
}

const figures = ({ id, us, ratio, spread }: Row) => ({ id, us: rounded(us), ratio: rounded(ratio), spread: rounded(spread) })
const rounded = (figure: number | null) => figure && Math.round(figure * 1_000) / 1_000

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message)
  process.exit(1)
})
