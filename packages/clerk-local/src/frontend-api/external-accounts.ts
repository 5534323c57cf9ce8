import { connectAccount, reauthorizeAccount } from '../domain/oauth/oauth-connect.ts'
import { accountOf, removeAccount } from '../domain/users/external-accounts.ts'
import { list, text, type Call } from '../http/call.ts'
import { patch, post, remove, type Route } from '../http/router.ts'
import { externalAccountJson } from '../serialize/identification.ts'
import { requireClient, requireUser, withClient } from './piggyback.ts'

/** The connected accounts of `<UserProfile/>`. */
export const externalAccountRoutes: Route[] = [
  post('/v1/me/external_accounts', (call) => {
    const request = { strategy: text(call, 'strategy') ?? '', redirectUrl: text(call, 'redirect_url'), completeUrl: text(call, 'action_complete_redirect_url'), additionalScopes: scopesOf(call) }
    return withClient(call, externalAccountJson(call.world, connectAccount(call.world, requireUser(call), requireClient(call).id, request)))
  }),
  patch('/v1/me/external_accounts/:id/reauthorize', (call) => {
    const again = reauthorizeAccount(call.world, requireUser(call), mine(call), requireClient(call).id, text(call, 'redirect_url'), scopesOf(call))
    return withClient(call, externalAccountJson(call.world, again))
  }),
  remove('/v1/me/external_accounts/:id', (call) => {
    const account = mine(call)
    removeAccount(call.world, requireUser(call), account)
    return withClient(call, { object: 'external_account', id: account.id, deleted: true })
  }),
]

const scopesOf = (call: Call) => list(call.body['additional_scope'])
const mine = (call: Call) => accountOf(requireUser(call), call.params['id'] ?? '')
