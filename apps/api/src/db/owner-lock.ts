import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartupError } from '../startup-error.ts'

/** Another process has the embedded database open; two would destroy it. */
export class DatabaseInUseError extends StartupError {
  constructor(directory: string, pid: number) {
    super(`The embedded database in ${directory} is in use by process ${pid}. Stop that process, or set DATA_DIR to another folder.`)
  }
}

interface Owner {
  pid: number
  /** When the process started, as the system counts it: process ids are given out again. `null` where it does not say. */
  startedAt: string | null
}

/**
 * Makes this process the owner of a database folder by a lock file beside it, and returns what gives it up. The lock of
 * a process that is gone is taken over.
 *
 * @throws {DatabaseInUseError}
 */
export function takeOwnership(directory: string): () => void {
  mkdirSync(dirname(directory), { recursive: true })
  const lock = `${directory}.lock`
  const owner = JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) } satisfies Owner)
  while (!place(lock, owner)) removeStale(lock, directory)
  return () => {
    if (read(lock) === owner) rmSync(lock, { force: true })
  }
}

/** Creates the lock with its content in one step, so that nobody reads it half written; `false` where there is one. */
function place(lock: string, owner: string): boolean {
  const draft = `${lock}.${process.pid}`
  writeFileSync(draft, owner)
  try {
    linkSync(draft, lock)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false // linkSync throws an errno
    throw error
  } finally {
    unlinkSync(draft)
  }
}

function removeStale(lock: string, directory: string): void {
  const found = read(lock)
  if (found === null) return
  const owner = livingOwner(found)
  if (owner !== null) throw new DatabaseInUseError(directory, owner)
  // Moved aside before it goes: of two processes that take over at once, the slower one may have got hold of the
  // faster one's new lock, and must put it back.
  const aside = `${lock}.${process.pid}.stale`
  try {
    renameSync(lock, aside)
    if (read(aside) !== found) linkSync(aside, lock)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException // both calls throw an errno
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

/** The process that wrote a lock, if it is still there; what nobody could have written counts as left behind. */
function livingOwner(content: string): number | null {
  const { pid, startedAt } = parse(content)
  return pid !== 0 && isAlive(pid) && startedAt === startOf(pid) ? pid : null
}

function parse(content: string): Owner {
  try {
    const { pid, startedAt } = JSON.parse(content) as Partial<Owner> // each field is checked below
    return { pid: Number.isInteger(pid) && Number(pid) > 0 ? Number(pid) : 0, startedAt: startedAt ?? null }
  } catch {
    return { pid: 0, startedAt: null }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // kill() throws an errno; EPERM: somebody else's process
  }
}

/** Linux tells when a process started, in clock ticks after boot: field 22 of its stat, the 20th after the name. */
function startOf(pid: number): string | null {
  const stat = read(`/proc/${pid}/stat`)
  const [state, ...fields] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? []
  // A process that was killed and not yet buried by its parent has let go of its files.
  return state === undefined ? null : state === 'Z' ? 'gone' : (fields[18] ?? null)
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException // readFileSync throws an errno
    if (code === 'ENOENT' || code === 'ESRCH') return null
    throw error
  }
}
