import { Module } from '@nestjs/common'
import { ConnectionDrain } from './connection-drain.ts'
import { HealthController } from './health.controller.ts'
import { SystemRouter } from './system.router.ts'

@Module({ controllers: [HealthController], providers: [SystemRouter, ConnectionDrain] })
export class SystemModule {}
