import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationShutdown } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import type { Server } from 'node:http'

const INTERVAL_MS = 50
/** What is not finished by then is cut: a caller who sends a byte a second must not hold a shutdown up. */
const GRACE_MS = 3_000

/**
 * Closes connections as they fall idle while the server shuts down. Node closes those that are idle when the closing
 * begins; one whose call finishes later is kept alive for over a minute, and the server would wait for it.
 */
@Injectable()
export class ConnectionDrain implements BeforeApplicationShutdown, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined
  private grace: NodeJS.Timeout | undefined

  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  beforeApplicationShutdown(): void {
    const server: Server = this.host.httpAdapter.getHttpServer()
    this.timer = setInterval(() => server.closeIdleConnections(), INTERVAL_MS)
    this.grace = setTimeout(() => server.closeAllConnections(), GRACE_MS)
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer)
    clearTimeout(this.grace)
  }
}
