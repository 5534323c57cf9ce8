import type { AgentTaskJSON } from '@clerk/backend'
import { createHash } from 'node:crypto'
import { issueTicket, revokeTicket, ticketUrl } from '../domain/sessions/tickets.ts'
import { findUser, userById } from '../domain/users/users.ts'
import { localAddress } from '../http/access.ts'
import { fieldError, notFound } from '../http/api-error.ts'
import { record, text, type Call } from '../http/call.ts'
import { post, type Answer, type Route } from '../http/router.ts'
import { newId } from '../store/ids.ts'
import type { AgentTask } from '../store/rows/configuration.ts'
import { required } from './fields.ts'
import { secondsOf } from './seconds.ts'

/** How long a link waits to be opened, and how long the session behind it lasts. */
const LINK_S = 600
const SESSION_S = 1800

/** Links that start a session for an agent acting for a user. */
export const agentTaskRoutes: Route[] = [
  post('/v1/agents/tasks', create),
  post('/v1/agents/tasks/:id/revoke', (call) => {
    const { world, params } = call
    const task = world.store.agentTasks.get(params['id'] ?? '')
    if (!task) throw notFound(`Agent task ${params['id']}`)
    revokeTicket(world, 'sign_in', task.ticketId)
    const { url: _url, ...json } = agentTaskJson(task, '')
    return { json }
  }),
]

function create(call: Call): Answer {
  const { world } = call
  const user = userOf({ ...call, body: record(call, 'on_behalf_of') ?? {} })
  if (required(call, 'permissions') !== '*') throw fieldError('form_param_value_invalid', 'permissions must be *.', 'permissions')
  required(call, 'task_description')
  const redirectUrl = required(call, 'redirect_url')
  if (!localAddress(world, redirectUrl)) throw fieldError('form_param_value_invalid', 'redirect_url must be an address of this machine.', 'redirect_url')
  const ticket = issueTicket(world, { kind: 'sign_in', userId: user.id, seconds: LINK_S, sessionSeconds: secondsOf(call, 'session_max_duration_in_seconds', SESSION_S) })
  // The same agent keeps its id, as it tells who acted.
  const agentId = `agent_${createHash('sha256').update(required(call, 'agent_name')).digest('hex').slice(0, 27)}`
  const task = world.store.agentTasks.insert({ id: newId('agtask'), agentId, ticketId: ticket.id, createdAt: world.clock.now() })
  return { json: agentTaskJson(task, `${ticketUrl(world, ticket)}&redirect_url=${encodeURIComponent(redirectUrl)}`) }
}

function userOf(call: Call) {
  const [id, identifier] = [text(call, 'user_id'), text(call, 'identifier')]
  if ((id === undefined) === (identifier === undefined)) throw fieldError('form_param_value_invalid', 'on_behalf_of must have a user_id or an identifier.', 'on_behalf_of')
  const user = identifier === undefined ? userById(call.world, id ?? '') : findUser(call.world, identifier)
  if (!user) throw notFound(`User ${identifier}`)
  return user
}

const agentTaskJson = ({ id, agentId }: AgentTask, url: string): AgentTaskJSON => ({ object: 'agent_task', id, agent_id: agentId, agent_task_id: id, task_id: id, url })
