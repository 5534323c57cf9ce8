import 'reflect-metadata'
import { createClerkClient, verifyToken, type ClerkClient } from '@clerk/backend'
import { Controller, Get, Inject, Injectable, Module, Query, UnauthorizedException, UseGuards, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { Request } from 'express'
import { profile, profileInput, profileOutput } from './profile.ts'
import { serve, type Setup } from './serve.ts'

const SETUP = Symbol('SETUP')

@Injectable()
class ClerkGuard implements CanActivate {
  private readonly clerk: ClerkClient

  constructor(@Inject(SETUP) private readonly setup: Setup) {
    const { secretKey, publishableKey } = setup.instance
    this.clerk = createClerkClient({ secretKey, publishableKey, apiUrl: setup.backendUrl, telemetry: { disabled: true } })
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request & { user?: unknown }>()
    const token = request.headers.authorization?.replace('Bearer ', '') ?? ''
    try {
      const { sub } = await verifyToken(token, { jwtKey: this.setup.instance.jwtKey })
      request.user = await this.clerk.users.getUser(sub)
      return true
    } catch {
      throw new UnauthorizedException()
    }
  }
}

@Controller('trpc')
@UseGuards(ClerkGuard)
class ProfileController {
  @Get('user.profile')
  profile(@Query('input') input: string) {
    profileInput.parse(JSON.parse(input).json)
    return { result: { data: { json: profileOutput.parse(profile) } } }
  }
}

/** Nest on Express with the guard that the tutorials have: the user is fetched for every request. */
serve(async (setup) => {
  @Module({ controllers: [ProfileController], providers: [{ provide: SETUP, useValue: setup }, ClerkGuard] })
  class AppModule {}
  const app = await NestFactory.create(AppModule, { logger: ['warn', 'error'] })
  await app.listen(0, '127.0.0.1')
  return app.getHttpServer()
})
