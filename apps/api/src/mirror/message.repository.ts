import { Inject } from '@nestjs/common'
import { lt } from 'drizzle-orm'
import { DB, type Db } from '../db/database.ts'
import { Repository } from '../db/repository.ts'
import { parkedMessages, webhookMessages } from '../db/schema.ts'

@Repository()
export class MessageRepository {
  constructor(@Inject(DB) private readonly db: Db) {}

  /** `false` where a message of this id was taken before: in the transaction of what it does, so that both are there or neither. */
  async take(id: string, type: string, tx: Db): Promise<boolean> {
    const taken = await tx.insert(webhookMessages).values({ id, type }).onConflictDoNothing().returning({ id: webhookMessages.id })
    return taken.length === 1
  }

  async park(message: typeof parkedMessages.$inferInsert, tx: Db): Promise<void> {
    await tx.insert(parkedMessages).values(message).onConflictDoNothing()
  }

  async prune(before: Date): Promise<void> {
    await this.db.delete(webhookMessages).where(lt(webhookMessages.receivedAt, before))
  }
}
