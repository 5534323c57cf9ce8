import { Inject, Injectable } from '@nestjs/common'
import { Pruning } from '../pruning.ts'
import { MessageRepository } from './message.repository.ts'

/** Longer than a message is sent again: https://docs.svix.com/retries */
const KEPT_MS = 7 * 24 * 60 * 60 * 1_000

/** Keeps the ids of Clerk's messages from growing for ever. */
@Injectable()
export class MessagePruning extends Pruning {
  constructor(@Inject(MessageRepository) messages: MessageRepository) {
    super('ids of old messages', (now) => messages.prune(new Date(now - KEPT_MS)))
  }
}
