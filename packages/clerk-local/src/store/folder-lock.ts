import { accessSync, constants, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Takes a data folder for this process and returns what gives it back. Throws where a living process has it. */
export function lockFolder(dataDir: string): () => void {
  requireFolder(dataDir)
  const file = join(dataDir, 'lock')
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, String(process.pid), { mode: 0o600 })
  try {
    if (!taken(mine, file)) return () => rmSync(file, { force: true })
    const owner = Number(readFileSync(file, 'utf8'))
    if (isAlive(owner)) throw new Error(`${dataDir} is in use by another clerk-local, process ${owner}.`)
    rmSync(file, { force: true })
    if (taken(mine, file)) throw new Error(`${dataDir} was taken by another clerk-local just now.`)
    return () => rmSync(file, { force: true })
  } finally {
    rmSync(mine, { force: true })
  }
}

/** Makes the folder where there is none. Throws one sentence where that cannot be, or nothing can be written in it. */
export function requireFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true })
    accessSync(dataDir, constants.W_OK | constants.X_OK)
  } catch (cause) {
    const { code = 'unknown' } = cause as NodeJS.ErrnoException // what the file system throws
    const reasons: Readonly<Record<string, string>> = { EEXIST: 'it is a file', ENOTDIR: 'a part of its path is a file', EACCES: 'it may not be written', EPERM: 'it may not be written', EROFS: 'it may not be written' }
    throw new Error(`${dataDir} cannot be the data folder: ${reasons[code] ?? code}.`, { cause })
  }
}

/** By a hard link, which is made with its content or not at all. */
function taken(mine: string, file: string): boolean {
  try {
    linkSync(mine, file)
    return false
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return true // linkSync throws an errno
    throw error
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  if (pid === process.pid) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // kill throws an errno
  }
}
