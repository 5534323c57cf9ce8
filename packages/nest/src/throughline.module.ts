import { Module, type DynamicModule, type FactoryProvider, type ModuleMetadata, type Provider } from '@nestjs/common'
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core'
import { AccessGuard } from './access/access.guard.ts'
import { RestAccessCheck } from './access/rest-access.check.ts'
import { Authenticator } from './auth/authenticator.ts'
import { CLERK_CLIENT, clerkClientProvider } from './auth/clerk-client.ts'
import { SessionRevocations } from './auth/session-revocations.ts'
import { SessionTokenVerifier } from './auth/session-token-verifier.ts'
import { TOKEN_VERIFIER } from './auth/token-verifier.ts'
import { formatError } from './errors/error-formatter.ts'
import { ErrorLog } from './errors/error-log.ts'
import { RefusedWrites } from './errors/refused-writes.ts'
import { RestErrorFilter } from './errors/rest-error.filter.ts'
import { THROUGHLINE_OPTIONS, resolveOptions, type ResolvedOptions, type RuntimeOptions, type StaticOptions, type ThroughlineOptions } from './options.ts'
import { CallLimit } from './transport/call-limit.ts'
import { CallLimitInterceptor } from './transport/call-limit.interceptor.ts'
import { strictTrpcModule } from './transport/nestjs-trpc.ts'
import { RequestContextFactory } from './transport/request-context.ts'
import { HttpServer } from './transport/http-server.ts'
import { STREAMS, StreamLifecycle, streamsProvider } from './transport/stream-lifecycle.ts'
import { transformer } from './transport/transformer.ts'
import { ClerkWebhooks } from './webhooks/clerk-webhooks.ts'

export interface ThroughlineAsyncOptions extends StaticOptions, Pick<ModuleMetadata, 'imports'> {
  inject?: FactoryProvider['inject']
  useFactory: (...dependencies: never[]) => RuntimeOptions | Promise<RuntimeOptions>
}

/**
 * Serves a contract: tRPC at `basePath`, Clerk's tokens verified for tRPC and REST, the contract's policy in front of
 * both. The app does not start when what is served and what the contract names differ.
 */
@Module({})
export class ThroughlineModule {
  static forRoot({ contract, basePath, ...runtime }: ThroughlineOptions): DynamicModule {
    return ThroughlineModule.forRootAsync({ contract, ...(basePath && { basePath }), useFactory: () => runtime })
  }

  static forRootAsync({ contract, basePath, imports = [], inject = [], useFactory }: ThroughlineAsyncOptions): DynamicModule {
    const fixed = { contract, ...(basePath && { basePath }) }
    const options: FactoryProvider<ResolvedOptions> = {
      provide: THROUGHLINE_OPTIONS,
      inject,
      useFactory: async (...dependencies: unknown[]) => resolveOptions(fixed, await useFactory(...(dependencies as never[]))), // what `inject` names, as Nest hands it over
    }
    return {
      module: ThroughlineModule,
      global: true,
      imports: [
        ...imports,
        DiscoveryModule,
        strictTrpcModule({
          ...(basePath && { basePath }),
          transformer,
          errorFormatter: formatError,
          // Next's rewrite cuts a connection that is quiet for 30 s; a client gives one up after two missed pings.
          sse: { ping: { enabled: true, intervalMs: 10_000 }, client: { reconnectAfterInactivityMs: 25_000 } },
          logger: quiet,
        }),
      ],
      providers: [options, ...providers],
      exports: [THROUGHLINE_OPTIONS, CLERK_CLIENT, TOKEN_VERIFIER, Authenticator, SessionRevocations, ClerkWebhooks, ErrorLog, RefusedWrites, RequestContextFactory, STREAMS, CallLimit],
    }
  }
}

const providers: Provider[] = [
  clerkClientProvider,
  { provide: TOKEN_VERIFIER, useClass: SessionTokenVerifier },
  Authenticator,
  ErrorLog,
  RefusedWrites,
  RequestContextFactory,
  { provide: CallLimit, inject: [THROUGHLINE_OPTIONS], useFactory: ({ limits }: ResolvedOptions) => new CallLimit(limits.maxCallsInFlight) },
  HttpServer,
  ClerkWebhooks,
  RestAccessCheck,
  SessionRevocations,
  streamsProvider,
  StreamLifecycle,
  { provide: APP_GUARD, useClass: AccessGuard },
  { provide: APP_INTERCEPTOR, useClass: CallLimitInterceptor },
  { provide: APP_FILTER, useClass: RestErrorFilter },
]

// nestjs-trpc announces each route; the contract already lists them.
const quiet = { log() {}, error: console.error, warn: console.warn }
