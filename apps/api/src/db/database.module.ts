import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common'
import { DATABASE, DB, type Database } from './database.ts'

/** Gives an open database to the whole app, and closes it after the last call has been answered. */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  static of(database: Database): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        { provide: DATABASE, useValue: database },
        { provide: DB, useValue: database.db },
      ],
      exports: [DATABASE, DB],
    }
  }

  onApplicationShutdown(): Promise<void> {
    return this.database.close()
  }
}
