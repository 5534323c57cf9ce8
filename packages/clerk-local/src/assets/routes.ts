import { keys } from '../backend-api/tokens.ts'
import { get, type Route } from '../http/router.ts'
import { avatarRoutes } from './avatars.ts'
import { bundleRoutes } from './bundles.ts'
import { iconRoutes } from './icon.ts'

/** What anybody may load: nothing here depends on who asks. */
export const assetRoutes: readonly Route[] = [...bundleRoutes, ...avatarRoutes, ...iconRoutes, get('/.well-known/jwks.json', keys)]
