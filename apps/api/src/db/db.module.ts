import { Global, Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common'
import { DATABASE, DB, type Database } from './database.ts'
import { Transactions } from './transactions.ts'

/** The database, opened before the app and closed after its last call. */
@Global()
@Module({})
export class DbModule implements OnApplicationShutdown {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  static of(database: Database): DynamicModule {
    return {
      module: DbModule,
      providers: [
        { provide: DATABASE, useValue: database },
        { provide: DB, useValue: database.db },
        Transactions,
      ],
      exports: [DATABASE, DB, Transactions],
    }
  }

  onApplicationShutdown(): Promise<void> {
    return this.database.close()
  }
}
