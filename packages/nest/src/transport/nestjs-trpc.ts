import { Inject, Injectable, type DynamicModule, type Provider, type Type } from '@nestjs/common'
import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server'
import { TRPCModule, type TRPCModuleOptions } from 'nestjs-trpc'
import { ErrorLog } from '../errors/error-log.ts'
import { RefusedWrites } from '../errors/refused-writes.ts'
import type { ProcedureMeta } from '../implement.ts'
import { THROUGHLINE_OPTIONS, type ResolvedOptions } from '../options.ts'
import { CallLimit } from './call-limit.ts'
import { contractMismatches } from './contract-match.ts'
import { contractProcedure } from './contract-procedure.ts'
import type { EventStreams } from './event-streams.ts'
import { RequestContextFactory, streamOwner, type RequestContext } from './request-context.ts'
import { serveTrpc, type FastifyApp } from './serve-trpc.ts'
import { STREAMS } from './stream-lifecycle.ts'

type Handler = (call: unknown) => unknown

// The shapes of nestjs-trpc 2.13's internal providers, as far as they are replaced here.
interface FoundProcedure {
  name: string
  type: string | undefined
  meta: Partial<ProcedureMeta> | undefined
  middlewares: unknown[]
}
interface FoundRouter {
  name: string
  alias?: string
}

/**
 * nestjs-trpc's module with three of its internal providers replaced by strict ones, through the dynamic module that it
 * returns itself. A release that renames them fails here, at boot, and not by serving something unchecked.
 */
export function strictTrpcModule(options: TRPCModuleOptions): DynamicModule {
  const inner = TRPCModule.forRoot(options)
  const providers = inner.providers ?? []
  const find = (name: string): Type => {
    const found = providers.find((provider): provider is Type => typeof provider === 'function' && provider.name === name)
    if (!found) throw new Error(`nestjs-trpc has no ${name} any more; @throughline/nest is written for 2.13.0.`)
    return found
  }
  const replacements = new Map<Provider, Type>([
    [find('ProcedureFactory'), strictProcedures(find('ProcedureFactory'))],
    [find('RouterFactory'), strictRouters(find('RouterFactory'))],
    [find('FastifyDriver'), FastifyDriver],
    [find('ExpressDriver'), ExpressDriver],
  ])
  return { ...inner, providers: providers.map((provider) => replaced(provider, replacements.get(provider))) }
}

function replaced(provider: Provider, useClass: Type | undefined): Provider {
  return useClass ? { provide: provider as Type, useClass } : provider // only classes are replaced
}

/** Every method of a router class is a public query unless its metadata says otherwise: here, that is a mistake. */
function strictProcedures(Base: Type): Type {
  return class StrictProcedureFactory extends Base {
    getProcedures(instance: object, prototype: Record<string, unknown>): FoundProcedure[] {
      const found: FoundProcedure[] = super.getProcedures(instance, prototype)
      const bare = found.filter(({ type }) => type === undefined).map(({ name }) => `${instance.constructor.name}.${name}`)
      if (bare.length > 0)
        throw new Error(`${bare.join(', ')} would be reachable by anybody: a router class holds nothing but @Implement methods, and @Implement stands above every other decorator.`)
      return found
    }

    /** In the place of tRPC's builder: what is served is made from the contract and the method alone. */
    serializeProcedures(found: FoundProcedure[], router: Record<string, Handler>, alias: string, _builder: unknown, routerMiddlewares: unknown[]): Record<string, AnyTRPCProcedure> {
      return Object.fromEntries(
        found.map(({ name, meta, middlewares }) => {
          const path = `${alias}.${name}`
          if (routerMiddlewares.length + middlewares.length > 0) throw new Error(`${path}: nestjs-trpc's @UseMiddlewares is not served; access belongs to the contract, everything else to a service.`)
          if (!meta?.procedure) throw new Error(`${path}: is served without its policy; use @Implement`)
          return [name, contractProcedure(meta.procedure, (call) => router[name]!(call))]
        }),
      )
    }
  }
}

/** Of two routers with one alias nestjs-trpc serves the last, silently. */
function strictRouters(Base: Type): Type {
  return class StrictRouterFactory extends Base {
    getRouters(): FoundRouter[] {
      const found: FoundRouter[] = super.getRouters()
      const byAlias = new Map<string, string>()
      for (const { name, alias = name } of found) {
        const other = byAlias.get(alias)
        if (other !== undefined) throw new Error(`${other} and ${name} both have the alias "${alias}".`)
        byAlias.set(alias, name)
      }
      return found
    }
  }
}

@Injectable()
class FastifyDriver {
  constructor(
    @Inject(THROUGHLINE_OPTIONS) private readonly options: ResolvedOptions,
    @Inject(RequestContextFactory) private readonly contexts: RequestContextFactory,
    @Inject(ErrorLog) private readonly errors: ErrorLog,
    @Inject(RefusedWrites) private readonly refusals: RefusedWrites,
    @Inject(STREAMS) private readonly streams: EventStreams,
    @Inject(CallLimit) private readonly calls: CallLimit,
  ) {}

  async start(_options: TRPCModuleOptions, app: FastifyApp, router: AnyTRPCRouter) {
    const { contract, basePath, limits, responseMeta } = this.options
    const mismatches = contractMismatches(contract, router)
    if (mismatches.length > 0) throw new Error(`The served procedures are not those of the contract:\n  ${mismatches.join('\n  ')}`)
    await serveTrpc(app, {
      router,
      basePath,
      limits,
      responseMeta,
      streams: this.streams,
      calls: this.calls,
      createContext: ({ req }) => this.contexts.create(req),
      ownerOf: (ctx) => streamOwner(ctx as RequestContext), // made by the line above
      onError: (call) => this.errors.onError(call),
      beforeRefusal: (call, readInput) => this.refusals.note(call, readInput),
    })
  }
}

@Injectable()
class ExpressDriver {
  start(): never {
    throw new Error('@throughline/nest serves Fastify only: create the app with new FastifyAdapter(fastifyOptions()).')
  }
}
