import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Who has a port, as far as it can be told, and what to do about it. */
export async function takenPort(port: number): Promise<string> {
  const [ours, owner] = await Promise.all([isStandIn(port), ownerOf(port)])
  const who = ours ? `Another clerk-local${owner ? `, process ${owner.pid},` : ''} listens on port ${port} already` : owner ? `Port ${port} is taken by ${owner.name}, process ${owner.pid}` : `Port ${port} is taken`
  return `${who}; ${ours ? 'use that one, stop it,' : 'stop it'} or set --port or CLERK_LOCAL_PORT to another.`
}

async function isStandIn(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/_control/webhooks`, { signal: AbortSignal.timeout(500) })
    return answer.ok && Object.hasOwn((await answer.json()) as object, 'eventTypes') // whatever answers there
  } catch {
    return false
  }
}

interface Owner {
  readonly pid: number
  readonly name: string
}

/** By what the system lists: /proc on Linux, lsof elsewhere; nobody where neither says. */
async function ownerOf(port: number): Promise<Owner | undefined> {
  if (process.platform === 'linux') return ownerInProc(port)
  const listed = await new Promise<string>((resolve) => void execFile('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], { timeout: 2_000 }, (_, stdout) => resolve(stdout)))
  const [, pid, name] = /^p(\d+)\nc(.*)$/m.exec(listed) ?? []
  return pid === undefined || name === undefined ? undefined : { pid: Number(pid), name }
}

/** A listening socket by its port, then the process that has it open; those of other users do not show theirs. */
function ownerInProc(port: number): Owner | undefined {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0')
  const sockets = ['tcp', 'tcp6'].flatMap((table) => read(`/proc/net/${table}`).split('\n').slice(1)).map((row) => row.trim().split(/\s+/))
  const inodes = new Set(sockets.filter(([, local, , state]) => local?.endsWith(`:${wanted}`) && state === '0A').map((row) => `socket:[${row[9]}]`))
  for (const pid of list('/proc').filter((name) => /^\d+$/.test(name)))
    if (list(`/proc/${pid}/fd`).some((descriptor) => inodes.has(link(`/proc/${pid}/fd/${descriptor}`)))) return { pid: Number(pid), name: read(`/proc/${pid}/comm`).trim() || 'somebody' }
  return undefined
}

const quietly = <T>(otherwise: T, look: () => T): T => {
  try {
    return look()
  } catch {
    return otherwise // a process that ended meanwhile, or that is somebody else's
  }
}
const read = (file: string) => quietly('', () => readFileSync(file, 'utf8'))
const list = (folder: string) => quietly<string[]>([], () => readdirSync(folder))
const link = (file: string) => quietly('', () => readlinkSync(file))
