import type { Route } from '../http/router.ts'
import { configurationRoutes } from './configuration-routes.ts'
import { organizationRoutes } from './organizations.ts'
import { sessionRoutes } from './sessions.ts'
import { tokenRoutes } from './tokens.ts'
import { userRoutes } from './users.ts'

/** What servers call with the secret key. */
export const backendRoutes: readonly Route[] = [
  ...tokenRoutes,
  ...userRoutes,
  ...sessionRoutes,
  ...organizationRoutes,
  ...configurationRoutes,
]
