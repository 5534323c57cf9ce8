import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { StartupError } from '../startup-error.ts'

/** Another process has the folder open. */
export class FolderInUseError extends StartupError {
  constructor(path: string, pid: number) {
    super(`The embedded database is in use by process ${pid} (${path}). Stop that process, or set DATA_DIR to another folder.`)
  }
}

/** Takes a lock file that holds this process's id; one whose process is gone is taken over. Returns what releases it. */
export function lockFolder(path: string): () => void {
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' })
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error // writeFileSync rejects with an errno
    }
    const owner = ownerOf(path)
    if (owner !== null && isAlive(owner)) throw new FolderInUseError(path, owner)
    rmSync(path, { force: true })
  }
}

function ownerOf(path: string): number | null {
  try {
    return Number.parseInt(readFileSync(path, 'utf8'), 10) || null
  } catch {
    return null // released in the meantime
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // kill() rejects with an errno; EPERM: somebody else's process
  }
}
