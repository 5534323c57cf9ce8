import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from './ids.ts'
import { notWritable } from './not-writable.ts'
import type { Organization } from './rows/organization.ts'
import type { User } from './rows/user.ts'
import type { Store } from './store.ts'
import type { Change } from './table.ts'

/**
 * The pictures that users and organizations name by id: files in `images/` of the data folder, or in memory without one. A
 * file is there before the journal names it, and goes after the journal has ceased to: whenever the process is killed,
 * no picture is missing, and one that is too many is cleared away at the next start.
 */
export class Images {
  readonly #folder: string | null
  readonly #inMemory = new Map<string, Buffer>()
  /** Those that somebody had, until it is written down that they have them no longer. */
  readonly #given = new Set<string>()

  constructor(dataDir: string | undefined) {
    this.#folder = dataDir === undefined ? null : join(dataDir, 'images')
  }

  /** Keeps a picture whole or not at all, and gives its id. Throws an ApiError 507 where the folder does not take it. */
  keep(bytes: Buffer): string {
    const id = newId('img')
    if (this.#folder === null) this.#inMemory.set(id, bytes)
    else write(this.#folder, id, bytes)
    return id
  }

  has(id: string): boolean {
    return this.#folder === null ? this.#inMemory.has(id) : isId(id) && existsSync(join(this.#folder, id))
  }

  async read(id: string): Promise<Buffer | undefined> {
    if (this.#folder === null) return this.#inMemory.get(id)
    return isId(id) ? readFile(join(this.#folder, id)).catch(() => undefined) : undefined // removed meanwhile, or never there
  }

  /** Remembers whose picture was given up, be it for another one or with its owner. */
  note({ table, before, after }: Change): void {
    if (table !== 'users' && table !== 'organizations') return
    const [old, now] = [before, after].map((row) => (row as User | Organization | null)?.imageId) // what these tables hold
    if (old && old !== now) this.#given.add(old)
  }

  /** Removes what was given up and nobody else has; called once the journal says so. */
  settle(store: Store): void {
    for (const id of this.#given) if (!isUsed(store, id)) this.#remove(id)
    this.#given.clear()
  }

  /** Removes everything that nobody has. */
  prune(store: Store): void {
    const there = this.#folder === null ? [...this.#inMemory.keys()] : existsSync(this.#folder) ? readdirSync(this.#folder).filter((name) => name.startsWith('img_')) : []
    for (const name of there) if (!isUsed(store, name)) this.#remove(name)
    this.#given.clear()
  }

  #remove(name: string): void {
    if (this.#folder === null) this.#inMemory.delete(name)
    else rmSync(join(this.#folder, name), { force: true })
  }
}

/** An id comes from an address: nothing else of the disk may be named by it. */
const isId = (id: string): boolean => /^img_[A-Za-z0-9]+$/.test(id)

const isUsed = ({ users, organizations }: Store, id: string): boolean => users.count('image', id) + organizations.count('image', id) > 0

function write(folder: string, id: string, bytes: Buffer): void {
  const file = join(folder, id)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(`${file}.new`, bytes, { mode: 0o600 })
    renameSync(`${file}.new`, file)
  } catch (cause) {
    rmSync(`${file}.new`, { force: true })
    throw notWritable(cause)
  }
}
