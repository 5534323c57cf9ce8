import { Inject } from '@nestjs/common'
import { DATABASE, type Database, type Db } from './database.ts'
import { Repository } from './repository.ts'

/** All or nothing, and within the time that a call can wait for: see {@link Database.transaction}. */
@Repository()
export class Transactions {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  run<T>(work: (tx: Db) => Promise<T>, limitMs?: number): Promise<T> {
    return this.database.transaction(work, limitMs)
  }
}
