import { get, type Route } from '../../http/router.ts'
import type { LocalWebhooks } from '../../webhooks/webhooks.ts'
import { instanceActions } from './instance-actions.ts'
import { organizationActions } from './organization-actions.ts'
import { organizationPage } from './organization.ts'
import { organizationsPage } from './organizations.ts'
import { outboxPage } from './outbox.ts'
import { overview } from './overview.ts'
import { pageScript } from './script.ts'
import { sessionsPage } from './sessions.ts'
import { settingsPage } from './settings.ts'
import { userPage } from './user.ts'
import { userActions } from './user-actions.ts'
import { usersPage } from './users.ts'
import { webhookRoutes } from './webhooks.ts'

export interface PageSources {
  /** The origins that have asked this instance something. */
  apps(): readonly string[]
  webhooks(): LocalWebhooks
}

/** What a person opens at the stand-in's address. */
export function pageRoutes({ apps, webhooks }: PageSources): Route[] {
  return [
    get('/', overview),
    get('/page.js', () => ({ content: pageScript, type: 'text/javascript; charset=utf-8' })),
    get('/users', usersPage),
    get('/users/:id', userPage(apps)),
    get('/organizations', organizationsPage),
    get('/organizations/:id', organizationPage),
    get('/sessions', sessionsPage),
    get('/outbox', outboxPage),
    get('/settings', settingsPage),
    ...webhookRoutes(webhooks),
    ...userActions,
    ...organizationActions,
    ...instanceActions,
  ]
}
