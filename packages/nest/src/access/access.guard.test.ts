import { Reflector } from '@nestjs/core'
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { start, type Started } from '../../test/start.ts'
import { Authenticator } from '../auth/authenticator.ts'
import { AccessGuard } from './access.guard.ts'

let app: Started
beforeAll(async () => {
  app = await start()
})
afterAll(() => app.close())

it.each(['rpc', 'ws', 'graphql'])('lets nothing pass that is not HTTP (%s): nobody has said who calls', async (type) => {
  const context = new ExecutionContextHost([])
  context.setType(type)
  const guard = new AccessGuard(new Reflector(), app.app.get(Authenticator, { strict: false }))
  expect(await guard.canActivate(context)).toBe(false)
})
