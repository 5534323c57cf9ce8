import { cpus } from 'node:os'
import { vitalsOf, type ApiProcess } from './api-process.ts'

export interface ProcessorTime {
  /** Of the API processes together, in milliseconds. */
  readonly apis: number
  /** Of this process, which calls them, in milliseconds. */
  readonly bench: number
  /** The share of its time in which the whole machine had something to do, with whatever else runs on it. */
  readonly machine: number
}

/** Starts to measure; call it for what it has been since. */
export async function watchProcessorTime(apis: readonly ApiProcess[]): Promise<() => Promise<ProcessorTime>> {
  const apisMs = async () => (await vitalsOf(apis)).reduce((sum, { cpuMs }) => sum + cpuMs, 0)
  const benchMs = () => process.cpuUsage().user / 1_000 + process.cpuUsage().system / 1_000
  const [began, before, own] = [machineTimes(), await apisMs(), benchMs()]
  return async () => {
    const now = machineTimes()
    return { apis: (await apisMs()) - before, bench: benchMs() - own, machine: (now.busy - began.busy) / (now.all - began.all) }
  }
}

function machineTimes(): { busy: number; all: number } {
  const times = cpus().map((cpu) => cpu.times)
  const all = times.reduce((sum, each) => sum + Object.values(each).reduce((a, b) => a + b), 0)
  return { all, busy: all - times.reduce((sum, { idle }) => sum + idle, 0) }
}
