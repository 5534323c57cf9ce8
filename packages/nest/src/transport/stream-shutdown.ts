import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common'

/** Tells streams to end before the HTTP server closes; it would wait for them for ever. */
@Injectable()
export class StreamShutdown implements BeforeApplicationShutdown {
  private readonly controller = new AbortController()

  get signal(): AbortSignal {
    return this.controller.signal
  }

  beforeApplicationShutdown(): void {
    this.controller.abort(new Error('The server is shutting down.'))
  }
}
