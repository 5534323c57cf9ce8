import { Inject, Injectable, type BeforeApplicationShutdown, type FactoryProvider, type OnModuleDestroy } from '@nestjs/common'
import { SessionRevocations } from '../auth/session-revocations.ts'
import { THROUGHLINE_OPTIONS, type ResolvedOptions } from '../options.ts'
import { EventStreams } from './event-streams.ts'

/** Injection token of all open streams. */
export const STREAMS = Symbol('STREAMS')

export const streamsProvider: FactoryProvider<EventStreams> = {
  provide: STREAMS,
  inject: [THROUGHLINE_OPTIONS],
  useFactory: ({ limits }: ResolvedOptions) => new EventStreams(limits),
}

/** Ends streams when their session ends, and all of them before the HTTP server closes: it would wait for them for ever. */
@Injectable()
export class StreamLifecycle implements BeforeApplicationShutdown, OnModuleDestroy {
  private readonly stopListening: () => void

  constructor(
    @Inject(STREAMS) private readonly streams: EventStreams,
    @Inject(SessionRevocations) revocations: SessionRevocations,
  ) {
    this.stopListening = revocations.onRevoked((revoked) => streams.endOf(revoked))
  }

  beforeApplicationShutdown(): void {
    this.streams.close()
  }

  onModuleDestroy(): void {
    this.stopListening()
  }
}
