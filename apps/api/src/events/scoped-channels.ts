import { EventChannel } from '@throughline/nest'

type Subscription<T> = ReturnType<EventChannel<T>['subscribe']>

/** One channel for each scope that somebody follows: what is published for one reaches nobody in another. */
export class ScopedChannels<T> {
  private readonly channels = new Map<string, EventChannel<T>>()

  /** How many streams follow. */
  get size(): number {
    return [...this.channels.values()].reduce((sum, { size }) => sum + size, 0)
  }

  has(scope: string): boolean {
    return this.channels.has(scope)
  }

  publish(scope: string, id: string, data: T): void {
    this.channels.get(scope)?.publish(id, data)
  }

  /** What is published from this call on. Give it to {@link release} when its reader has gone. */
  subscribe(scope: string, signal: AbortSignal): Subscription<T> {
    const channel = this.channels.get(scope) ?? new EventChannel<T>({ history: 0 })
    this.channels.set(scope, channel)
    return channel.subscribe({ signal })
  }

  async release(scope: string, subscription: Subscription<T>): Promise<void> {
    await subscription.return?.()
    if (this.channels.get(scope)?.size === 0) this.channels.delete(scope)
  }
}
