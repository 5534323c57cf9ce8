import { Injectable } from '@nestjs/common'
import { contract } from '@throughline/api'
import { Implement, Router, type Implementation } from '@throughline/nest'

const { system } = contract

@Injectable()
@Router({ alias: 'system' })
export class SystemRouter implements Implementation<typeof system> {
  @Implement(system.info)
  info() {
    return { name: 'Throughline', version: '0.1.0', now: new Date() }
  }
}
