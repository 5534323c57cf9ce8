import { setTimeout as pause } from 'node:timers/promises'
import { vitalsOf } from './processes/api-process.ts'
import { busyPhase } from './phases/busy-phase.ts'
import { busyChapter, overloadChapter, quietChapter, warmUpChapter } from './verdicts/chapters.ts'
import { memoryBack } from './processes/memory.ts'
import { overloadPhase, type OverloadOptions } from './phases/overload-phase.ts'
import { populate } from './desk/population.ts'
import { quietPhase } from './phases/quiet-phase.ts'
import { sceneOf } from './phases/scene.ts'
import { startStack, type Stack } from './processes/stack.ts'
import { isBroken, type Chapter } from './verdicts/verdict.ts'

export interface LoadTestOptions {
  readonly organizations: number
  readonly people: number
  readonly streams: number
  /** Between an answer and the next call of the same user, on average. */
  readonly thinkMs: number
  readonly warmUpMs: number
  /** After that, until memory is read that everything later is compared with: a process gives back slowly what it has taken. */
  readonly restMs: number
  readonly quietWrites: number
  readonly busyMs: number
  /** How long memory may take to be back. */
  readonly memoryMs: number
  readonly overload: Pick<OverloadOptions, 'capacityMs' | 'milliseconds'>
  /** The folder in `apps/api` that it builds into. */
  readonly bundle: string
  readonly say: (progress: string) => void
  /** Whoever ends the run before its end has to abandon this. */
  readonly onStarted?: (stack: Stack) => void
}

/** Puts the support desk under load, and says which of its promises were kept. */
export async function loadTest({ organizations, people, streams, thinkMs, warmUpMs, restMs, quietWrites, busyMs, memoryMs, overload, bundle, say, onStarted }: LoadTestOptions): Promise<Chapter[]> {
  const population = populate({ organizations, people })
  say('Building, and starting PostgreSQL and two API processes …')
  const stack = await startStack(population, bundle)
  const { apis } = stack
  try {
    onStarted?.(stack)
    const scene = sceneOf(stack, population)

    say('Warming up …')
    // As it will be under load: what compiled code and grown pools take is not what the load leaves behind.
    const warmUp = warmUpChapter(await busyPhase(scene, { milliseconds: warmUpMs, streams, thinkMs }))
    await vitalsOf(apis)
    await pause(restMs)
    const before = await vitalsOf(apis)

    say('One write at a time …')
    const quiet = quietChapter(await quietPhase(scene, quietWrites))

    say(`${people} users, ${streams} streams, ${busyMs / 1_000} s …`)
    const worked = await busyPhase(scene, { milliseconds: busyMs, streams, thinkMs })
    say('Waiting for memory …')
    const busy = busyChapter(worked, people, await memoryBack(apis, before, memoryMs))

    say(`Twice as much as they can take, ${overload.milliseconds / 1_000} s …`)
    const flooded = await overloadPhase(scene, { ...overload, streams })
    say('Waiting for memory …')
    const flood = overloadChapter(flooded, apis.flatMap(({ crash }) => crash ?? []), await memoryBack(apis, before, memoryMs))

    for (const { name, logged } of apis) for (const [line, count] of logged) say(`${name} has logged ${count} × ${line}`)
    // Whatever is wrong when nobody knows anything yet is wrong, but nothing is measured there.
    return [...(isBroken(warmUp) ? [warmUp] : []), quiet, busy, flood]
  } finally {
    await stack.stop()
  }
}
