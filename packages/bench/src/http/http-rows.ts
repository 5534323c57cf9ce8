import { Child, startServer, type ServerChild } from '../child.ts'
import type { Load, Measurement } from '../load/load-process.ts'
import type { Row } from '../row.ts'
import { createInstance } from '../session-tokens.ts'
import { median, spread } from '../statistics.ts'
import { startBackendApi } from './backend-api.ts'
import { control } from './control.ts'
import { request } from './request.ts'
import { SUBJECTS, type Subject } from './subjects.ts'

export interface HttpBenchOptions {
  readonly scripts: (name: string) => string
  readonly rounds: number
  readonly warmUpMs: number
  readonly measureMs: number
  readonly subjects?: readonly Subject[]
}

/** As many as keep a server busy all the time. */
export const CONNECTIONS = 32
// More than the cold server remembers, so that each is forgotten before its next turn.
const NEW_TOKENS = 400

/**
 * What a call costs each server: CPU microseconds of the server's process per request. All servers stay up, and take
 * their turns within each round, so that what the machine does meanwhile meets them all.
 */
export async function httpRows({ scripts, rounds, warmUpMs, measureMs, subjects = SUBJECTS }: HttpBenchOptions): Promise<Row[]> {
  const { instance, tokens, forged } = createInstance()
  const [good] = tokens(1)
  const many = tokens(NEW_TOKENS)
  const backend = await startBackendApi()
  const load = Child.start(scripts('load/load-process'), 'load')
  const servers = new Map<Subject, ServerChild>()
  const figures = new Map<Subject, number[]>(subjects.map((subject) => [subject, []]))
  let clerkCalls = 0
  try {
    const started = subjects.map(({ server, variables = {} }) => startServer(scripts(`servers/${server}`), { instance, backendUrl: backend.url }, { variables }))
    for (const [index, server] of (await Promise.all(started)).entries()) servers.set(subjects[index]!, server)
    for (const [subject, { port }] of servers) await control(port, subject, good!, forged())
    for (let round = 0; round <= rounds; round++) {
      for (const [subject, { child, port }] of servers) {
        const requests = subject.tokens === 'always-new' ? many.map((token) => request(subject.path, token)) : [request(subject.path, subject.tokens === 'one' ? good : undefined)]
        const asked = backend.requests
        // The first round only warms up: a compiler needs some thousand calls to be done.
        const measurement = await run(load, { port, pid: child.pid, requests, connections: CONNECTIONS, warmUpMs: round === 0 ? warmUpMs : 100, measureMs: round === 0 ? 50 : measureMs })
        if (subject.server === 'throughline') clerkCalls += backend.requests - asked
        if (measurement.failures > 0) throw new Error(`${subject.id}: ${measurement.failures} of ${measurement.answers} requests failed`)
        if (round > 0) figures.get(subject)!.push(measurement.cpuNanoseconds / measurement.answers / 1_000)
      }
    }
  } finally {
    await Promise.all([...servers.values()].map(({ child }) => child.stop()))
    await load.stop()
    await backend.close()
  }
  return [...rowsOf(figures), { id: 'clerk-calls', us: null, ratio: null, spread: null, value: clerkCalls, unit: 'Clerk API calls', target: '0', note: 'by ours, in all rounds' }]
}

function rowsOf(figures: ReadonlyMap<Subject, readonly number[]>): Row[] {
  const [base] = figures.values()
  return [...figures].map(([{ id, target, note }, each]) => {
    // Round by round: what slows one round down slows both.
    const ratios = each.map((value, round) => value / base![round]!)
    return { id, us: median(each), ratio: median(ratios), spread: spread(ratios), note, ...(target && { target }) }
  })
}

export async function run(load: Child, options: Load): Promise<Measurement> {
  const answer = load.answer<Measurement>(options.warmUpMs + options.measureMs + 20_000)
  load.send(options)
  return answer
}
