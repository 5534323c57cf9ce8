import { get, type Route } from '../../http/router.ts'
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

/** What a person opens at the stand-in's address; `apps` are the origins that have asked it something. */
export function pageRoutes(apps: () => readonly string[]): Route[] {
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
    ...userActions,
    ...organizationActions,
    ...instanceActions,
  ]
}
