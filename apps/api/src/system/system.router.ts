import { Injectable } from '@nestjs/common'
import { contract } from '@throughline/api'
import { Implement, Router, type Implementation } from '@throughline/nest'
import manifest from '../../package.json' with { type: 'json' }

const { system } = contract
const { version } = manifest

@Injectable()
@Router({ alias: 'system' })
export class SystemRouter implements Implementation<typeof system> {
  @Implement(system.info)
  info() {
    return { name: 'Throughline', version, now: new Date() }
  }
}
