import { addScope, createMachine, deleteMachine, machineById, removeScope, rotateSecretKey } from '../domain/machines/machines.ts'
import { defined } from '../domain/users/users.ts'
import { fieldError } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import { get, patch, post, remove, type Route } from '../http/router.ts'
import { machineJson } from '../serialize/machine.ts'
import type { Machine } from '../store/rows/machine.ts'
import { matches, required, texts, whole } from './fields.ts'
import { ordered, type Orders } from './order.ts'
import { pageOf } from './page.ts'

const ORDERS: Orders<Machine> = { created_at: ({ createdAt }) => createdAt, name: ({ name }) => name }
/** The longest that a rotated key may go on: eight hours. */
const MAX_PREVIOUS_S = 28_800

export const machineRoutes: Route[] = [
  get('/v1/machines', (call) => {
    const found = [...call.world.store.machines.values()].filter(({ id, name }) => matches(call, id, name))
    return { json: pageOf(ordered(found, call.query, ORDERS), call.query, (machine) => machineJson(call.world, machine)) }
  }),
  post('/v1/machines', (call) => {
    const machine = createMachine(call.world, { name: required(call, 'name'), scopedMachineIds: texts(call, 'scoped_machines'), defaultTokenSeconds: whole(call, 'default_token_ttl', 1) })
    return { json: { ...machineJson(call.world, machine), secret_key: machine.secretKey } }
  }),
  get('/v1/machines/:id', (call) => shown(call, machineOf(call))),
  patch('/v1/machines/:id', (call) => {
    const fields = defined({ name: text(call, 'name'), defaultTokenSeconds: whole(call, 'default_token_ttl', 1) })
    return shown(call, call.world.store.machines.update(machineOf(call), { ...fields, updatedAt: call.world.clock.now() }))
  }),
  remove('/v1/machines/:id', (call) => {
    const machine = machineOf(call)
    deleteMachine(call.world, machine)
    return { json: { object: 'machine', id: machine.id, deleted: true } }
  }),
  get('/v1/machines/:id/secret_key', (call) => secret(machineOf(call))),
  post('/v1/machines/:id/secret_key/rotate', (call) => {
    const seconds = whole(call, 'previous_token_ttl', 0) ?? 0
    if (seconds > MAX_PREVIOUS_S) throw fieldError('form_param_value_invalid', `previous_token_ttl is at most ${MAX_PREVIOUS_S} seconds.`, 'previous_token_ttl')
    return secret(rotateSecretKey(call.world, machineOf(call), seconds))
  }),
  post('/v1/machines/:id/scopes', (call) => {
    const [from, to] = [machineOf(call), machineById(call.world, required(call, 'to_machine_id'))]
    addScope(call.world, from, to)
    return { json: { object: 'machine_scope', from_machine_id: from.id, to_machine_id: to.id, created_at: call.world.clock.now() } }
  }),
  remove('/v1/machines/:id/scopes/:other', (call) => {
    const [from, to] = [machineOf(call), call.params['other'] ?? '']
    removeScope(call.world, from, to)
    return { json: { object: 'machine_scope', from_machine_id: from.id, to_machine_id: to, deleted: true } }
  }),
]

const machineOf = (call: Call) => machineById(call.world, call.params['id'] ?? '')
const shown = (call: Call, machine: Machine) => ({ json: machineJson(call.world, machine) })
const secret = ({ secretKey }: Machine) => ({ json: { object: 'machine_secret_key', secret: secretKey } })
