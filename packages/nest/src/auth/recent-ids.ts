/** As many as a busy instance ends within the time; beyond it the oldest is forgotten, whose tokens are the nearest to their end. */
const MAX_IDS = 100_000

/** A bounded set of ids, each forgotten after the same time. */
export class RecentIds {
  // A Map keeps the order of insertion, which is the order of expiry: all stay for the same time.
  private readonly forgottenAt = new Map<string, number>()

  constructor(
    private readonly ttlMs: number,
    private readonly max = MAX_IDS,
  ) {}

  get size(): number {
    return this.forgottenAt.size
  }

  add(id: string): void {
    const now = Date.now()
    this.forgottenAt.delete(id)
    this.forgottenAt.set(id, now + this.ttlMs)
    for (const [oldest, forgottenAt] of this.forgottenAt) {
      if (forgottenAt > now && this.forgottenAt.size <= this.max) break
      this.forgottenAt.delete(oldest)
    }
  }

  has(id: string): boolean {
    if (this.forgottenAt.size === 0) return false
    const forgottenAt = this.forgottenAt.get(id)
    return forgottenAt !== undefined && forgottenAt > Date.now()
  }
}
