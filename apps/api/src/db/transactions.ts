import { Inject } from '@nestjs/common'
import { DATABASE, type Database, type Db } from './database.ts'
import { Repository } from './repository.ts'

/** All or nothing: what `work` writes by the `tx` that it is given is committed when it resolves, and gone when it rejects. */
@Repository()
export class Transactions {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  run<T>(work: (tx: Db) => Promise<T>): Promise<T> {
    return this.database.transaction(work)
  }
}
