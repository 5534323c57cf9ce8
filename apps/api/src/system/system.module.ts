import { Module } from '@nestjs/common'
import { HealthController } from './health.controller.ts'
import { SystemRouter } from './system.router.ts'

@Module({ controllers: [HealthController], providers: [SystemRouter] })
export class SystemModule {}
