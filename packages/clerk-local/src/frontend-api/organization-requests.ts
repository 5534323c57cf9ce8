import { pageOf } from '../backend-api/page.ts'
import { answerRequest, requestsOf } from '../domain/organizations/organization-enrollment.ts'
import type { Call } from '../http/call.ts'
import { get, post, type Answer, type Route } from '../http/router.ts'
import { membershipRequestJson } from '../serialize/organization-invitation.ts'
import { among, memberCall, read } from './organization-call.ts'
import { withClient } from './piggyback.ts'

/** Who asks to join an organization, out of a suggestion. */
export const organizationRequestRoutes: Route[] = [
  get('/v1/organizations/:id/membership_requests', (call) => {
    const { organization } = memberCall(call, 'org:sys_memberships:manage')
    const hasStatus = among(call, 'status')
    const found = requestsOf(call.world, organization).filter(({ status }) => hasStatus(status))
    return read(pageOf(found, call.query, (request) => membershipRequestJson(call.world, request)))
  }),
  post('/v1/organizations/:id/membership_requests/:requestId/accept', (call) => answer(call, 'accepted')),
  post('/v1/organizations/:id/membership_requests/:requestId/reject', (call) => answer(call, 'revoked')),
]

function answer(call: Call, status: 'accepted' | 'revoked'): Answer {
  const { organization } = memberCall(call, 'org:sys_memberships:manage')
  return withClient(call, membershipRequestJson(call.world, answerRequest(call.world, organization, call.params['requestId'] ?? '', status)))
}
