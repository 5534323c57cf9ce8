/** What a reload consists of; the parts run one after the other, never two reloads at once. */
export interface Reload {
  /** Runs while the old one still serves; if it rejects, the old one stays. */
  build(): Promise<void>
  stop(): Promise<void>
  start(): Promise<void>
  onError(error: unknown): void
  onReload?(milliseconds: number): void
}

/**
 * Turns any number of edits into as few reloads as possible: edits during a reload cause one more after it. The new one
 * starts only after the old one has gone.
 */
export class Reloader {
  private wanted = false
  private running: Promise<void> | null = null

  constructor(private readonly reload: Reload) {}

  /** Settles when everything that was wanted so far has been loaded. */
  request(): Promise<void> {
    this.wanted = true
    this.running ??= this.run().finally(() => (this.running = null))
    return this.running
  }

  private async run(): Promise<void> {
    while (this.wanted) {
      this.wanted = false
      const started = performance.now()
      try {
        await this.reload.build()
        await this.reload.stop()
        await this.reload.start()
        this.reload.onReload?.(Math.round(performance.now() - started))
      } catch (error) {
        this.reload.onError(error)
      }
    }
  }
}
