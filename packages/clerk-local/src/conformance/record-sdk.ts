import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClerkClient } from '@clerk/backend'

/** Requests by method of the SDK: `users.getUser` → `GET /v1/users/:userId`. */
export type SdkMethods = Readonly<Record<string, readonly string[]>>

type Method = (...args: unknown[]) => Promise<unknown>

/** What a method needs that names of parameters do not tell; each is one call. */
const ARGUMENTS: Readonly<Record<string, readonly unknown[][]>> = {
  '__experimental_accountlessApplications.createAccountlessApplication': [[]],
  '__experimental_accountlessApplications.completeAccountlessApplicationOnboarding': [[]],
  'emails.createBatch': [[[{ to: { address: 'a@b.c' }, from: { address: 'a@b.c' }, subject: '', text: '' }]]],
  'emails.create': [[{ to: { address: 'a@b.c' }, from: { address: 'a@b.c' }, subject: '', text: '' }]],
  'organizations.getOrganization': [[{ organizationId: '~organizationId~' }]],
  'organizations.updateOrganization': [['~organizationId~', { name: '' }], ['~organizationId~', { publicMetadata: {} }]],
  'users.getUserOauthAccessToken': [['~userId~', '~provider~']],
  'users.updateUser': [['~userId~', { firstName: '' }], ['~userId~', { publicMetadata: {} }]],
  'sessions.getToken': [['~sessionId~'], ['~sessionId~', '~template~']],
}

/**
 * Calls every method of the real client against a server that only writes down what it is asked, so that the list is the
 * SDK's own word and not ours. Parameters are stand-ins that answer every property with its own name.
 */
export async function recordSdk(): Promise<SdkMethods> {
  let asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${patternOf(request.url ?? '/')}`)
    request.resume().on('end', () => response.setHeader('content-type', 'application/json').end('{}'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server's address is never a string
  const client = createClerkClient({ secretKey: 'sk_test_recording', apiUrl: `http://127.0.0.1:${port}`, telemetry: { disabled: true } })
  const recorded: Record<string, string[]> = {}
  try {
    for (const { name, call } of methodsOf(client)) {
      asked = []
      for (const args of ARGUMENTS[name] ?? [parametersOf(call).map(standIn)]) await call(...args).catch(() => {}) // an empty answer is no resource
      recorded[name] = [...new Set(asked)].sort()
    }
  } finally {
    server.closeAllConnections()
    server.close()
  }
  return Object.fromEntries(Object.entries(recorded).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function methodsOf(client: object): { name: string; call: Method }[] {
  return Object.entries(client).flatMap(([api, resource]: [string, unknown]) => {
    if (typeof resource !== 'object' || resource === null || !('request' in resource)) return []
    const methods = Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(resource) as object)) // an instance of an API's class
    return methods
      .filter(([method, { value }]) => method !== 'constructor' && typeof value === 'function')
      .map(([method, { value }]) => ({ name: `${api}.${method}`, call: Object.assign((...args: unknown[]) => (value as Method).apply(resource, args), { source: String(value) }) })) // filtered on the line before
  })
}

/** The names of a method's parameters, read from its source: `updateUser(userId, params = {})`. */
function parametersOf(call: Method & { source?: string }): string[] {
  const [, list = ''] = /^(?:async )?\w+\(([^)]*)\)/.exec(call.source ?? '') ?? []
  return list.split(',').map((parameter) => parameter.replace(/=.*/s, '').trim()).filter(Boolean)
}

/** An id where a text is wanted, and an object with every property where an object is. */
function standIn(name: string): object {
  return new Proxy(
    {},
    {
      get: (_, property) => {
        if (property === Symbol.toPrimitive || property === 'toJSON') return () => `~${name}~`
        return typeof property === 'string' && property !== 'constructor' ? `~${property}~` : Object
      },
    },
  )
}

const patternOf = (url: string): string => decodeURIComponent(url.replace(/\?.*/s, '')).replace(/[^/]*~(\w+)~/g, ':$1')
