import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { PATH_METADATA } from '@nestjs/common/constants.js'
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core'
import { ACCESS_METADATA } from './access.guard.ts'

/** Refuses to start while a REST route declares no access: it would answer nobody, and its author should know now. */
@Injectable()
export class RestAccessCheck implements OnModuleInit {
  constructor(
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const open = this.discovery.getControllers().flatMap(({ metatype, instance }) => {
      if (!metatype || !instance) return []
      const prototype = Object.getPrototypeOf(instance) as Record<string, object> // a class instance's methods
      return new MetadataScanner()
        .getAllMethodNames(prototype)
        .filter((name) => Reflect.hasMetadata(PATH_METADATA, prototype[name]!) && this.reflector.get(ACCESS_METADATA, prototype[name] as never) === undefined)
        .filter(() => this.reflector.get(ACCESS_METADATA, metatype) === undefined)
        .map((name) => `${metatype.name}.${name}`)
    })
    if (open.length > 0) throw new Error(`These routes declare no access; add @RequireAccess(…): ${open.join(', ')}`)
  }
}
