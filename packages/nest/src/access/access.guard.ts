import { applyDecorators, createParamDecorator, Inject, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { Access, Actor } from '@throughline/contract'
import type { FastifyRequest } from 'fastify'
import { Authenticator } from '../auth/authenticator.ts'
import { authorize } from './authorize.ts'

export const ACCESS_METADATA = 'throughline:access'
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

// On the request, under a key that nothing else can set.
const ACTOR = Symbol('actor')
type WithActor = FastifyRequest & { [ACTOR]?: Actor | null }

/** Who may call a REST route, in the contract's words: on the method, or on the controller for all of its methods. */
export const RequireAccess = (access: Access) => applyDecorators(SetMetadata(ACCESS_METADATA, access))

/** The verified caller of a REST route; `null` only where the route is public and nobody is signed in. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext) => {
  return context.switchToHttp().getRequest<WithActor>()[ACTOR] ?? null
})

/** REST behind the same check as tRPC. Registered for the whole app: a route that declares no access lets nobody in. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // A message of another kind brings no credential that anybody reads here.
    if (context.getType() !== 'http') return false
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS_METADATA, [context.getHandler(), context.getClass()])
    const request = context.switchToHttp().getRequest<WithActor>()
    const authentication = await this.authenticator.authenticate(request)
    request[ACTOR] = authorize(access, authentication, !SAFE_METHODS.has(request.method))
    return true
  }
}
