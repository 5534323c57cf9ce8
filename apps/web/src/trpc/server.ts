import 'server-only'
import { contract, type AppRouter } from '@throughline/api'
import { createThroughlineServer } from '@throughline/next/server'

export const { api, HydrateClient, serverIdentity, access } = createThroughlineServer<AppRouter>({ contract })
