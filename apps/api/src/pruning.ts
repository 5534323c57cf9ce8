import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common'

const EVERY_MS = 60 * 60 * 1_000

/** Deletes hourly what has become too old. Every replica does it; what one has deleted the other does not find. */
export abstract class Pruning implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Pruning')
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly what: string,
    private readonly prune: (now: number) => Promise<void>,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.run(), EVERY_MS).unref()
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer)
  }

  async run(now = Date.now()): Promise<void> {
    await this.prune(now).catch((error: unknown) => this.logger.warn(`The ${this.what} are kept for now: ${error instanceof Error ? error.message : error}`))
  }
}
