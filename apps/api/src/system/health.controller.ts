import { Controller, Get, Inject, ServiceUnavailableException, type BeforeApplicationShutdown } from '@nestjs/common'
import { Probe, RequireAccess } from '@throughline/nest'
import { DATABASE, type Database } from '../db/database.ts'

/** For the machinery around the server: live says that the process works, ready that it should get calls. */
@Controller('health')
@RequireAccess('public')
@Probe()
export class HealthController implements BeforeApplicationShutdown {
  private stopping = false

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  beforeApplicationShutdown(): void {
    this.stopping = true
  }

  @Get('live')
  live() {
    return { status: 'ok' }
  }

  @Get('ready')
  async ready() {
    if (this.stopping) throw new ServiceUnavailableException('The server is shutting down.')
    try {
      await this.database.ping()
    } catch {
      throw new ServiceUnavailableException('The database does not answer.')
    }
    return { status: 'ok' }
  }
}
