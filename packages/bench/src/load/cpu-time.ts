import { readdirSync, readFileSync } from 'node:fs'

/**
 * CPU time of a process in nanoseconds, all of its threads together.
 *
 * @see https://docs.kernel.org/scheduler/sched-stats.html `/proc/<pid>/schedstat`: time on the CPU comes first
 */
export function cpuNanoseconds(pid: number): number {
  return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => sum + onCpu(readThread(pid, thread)), 0)
}

export function onCpu(schedstat: string): number {
  return Number(schedstat.split(' ', 1)[0] || 0)
}

/** A thread may end between the two readings. */
function readThread(pid: number, thread: string): string {
  try {
    return readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8')
  } catch {
    return ''
  }
}
