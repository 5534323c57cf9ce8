import { keys } from '../backend-api/tokens.ts'
import { get, type Route } from '../http/router.ts'
import { avatarRoutes } from './avatars.ts'
import { bundleRoutes } from './bundles.ts'
import { iconRoutes } from './icon.ts'
import { providerIconRoutes } from './provider-icons.ts'
import { pictureRoutes } from './pictures.ts'

/** What anybody may load: nothing here depends on who asks. */
export const assetRoutes: readonly Route[] = [...bundleRoutes, ...avatarRoutes, ...iconRoutes, ...providerIconRoutes, ...pictureRoutes, get('/.well-known/jwks.json', keys)]
