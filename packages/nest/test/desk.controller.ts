import { Controller, Get, Param, Post } from '@nestjs/common'
import type { Actor } from '@throughline/contract'
import { CurrentActor, RequireAccess } from '../src/index.ts'
import { failure } from './desk.routers.ts'

@Controller('api')
@RequireAccess('user')
export class DeskController {
  @Get('user')
  user(@CurrentActor() actor: Actor) {
    return { userId: actor.userId }
  }

  @Get('anybody')
  @RequireAccess('public')
  anybody(@CurrentActor() actor: Actor | null) {
    return { userId: actor?.userId ?? null }
  }

  @Get('admin')
  @RequireAccess('org:admin')
  admin(@CurrentActor() actor: Actor) {
    return { orgId: actor.orgId }
  }

  @Get('assigner')
  @RequireAccess('org:ticket:assign')
  assigner(@CurrentActor() actor: Actor) {
    return { orgId: actor.orgId }
  }

  @Post('write')
  write(@CurrentActor() actor: Actor) {
    return { userId: actor.userId }
  }

  @Get('fail/:how')
  @RequireAccess('public')
  fail(@Param('how') how: string) {
    throw failure(how)
  }
}
