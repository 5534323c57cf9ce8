import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:https'
import { fileURLToPath } from 'node:url'
import { createClerkLocal, loadSeed } from '../../src/index.ts'
import { hostsOf } from './hosts.ts'
import { signInWith } from './provider.ts'

// Serves the suite's instances as Clerk's servers are reached, at https://<host of the key> and https://api.clerk.com; the
// arguments are a certificate for these names and its key.
const [certificate = '', key = ''] = process.argv.slice(2)
const PORT = 24400
/** Clerk's page objects begin to wait for an answer after the click that asks for it, so that none may come at once. */
const LATENCY_MS = 250

const { instances } = await loadSeed(fileURLToPath(new URL('instances.yaml', import.meta.url)))
/** By host, where the stand-in has what is asked for there. */
const paths = new Map(Object.keys(instances).flatMap((name) => {
  const { frontendApi, accountPortal } = hostsOf(name)
  return [[frontendApi, `/i/${name}`], [accountPortal, `/i/${name}/portal`]]
}))
const local = await createClerkLocal({
  port: PORT,
  allowedHosts: [...paths.keys()],
  instances: Object.fromEntries(Object.entries(instances).map(([name, options]) => [name, { ...options, frontendApi: hostsOf(name).frontendApi }])),
})
const provider = local.instance('oauth-provider')
for (const name of ['with-email-codes', 'with-legal-consent', 'with-session-tasks']) await signInWith(provider, local.instance(name), { url: local.url, name })
// Its account portal asks the stand-in itself, not what is in front of it.
const steps = { sign_ins: ['', '/:id/prepare_first_factor', '/:id/attempt_first_factor'], sign_ups: ['', '/:id/prepare_verification', '/:id/attempt_verification'] }
for (const [flow, actions] of Object.entries(steps)) for (const action of actions) provider.latency(`POST /v1/client/${flow}${action}`, LATENCY_MS)

const front = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (asked, answer) => {
  const host = (asked.headers.host ?? '').replace(/:\d+$/, '')
  const path = paths.get(host)
  const headers = { ...asked.headers, host: `localhost:${PORT}`, ...(path !== undefined && { 'x-forwarded-host': host, 'x-forwarded-proto': 'https' }) }
  const passed = request({ host: '127.0.0.1', port: PORT, path: `${path ?? ''}${asked.url}`, method: asked.method, headers }, (given) => {
    answer.writeHead(given.statusCode ?? 502, given.headers)
    given.pipe(answer)
  })
  passed.on('error', () => answer.destroy())
  setTimeout(() => asked.pipe(passed), path !== undefined && asked.method === 'POST' ? LATENCY_MS : 0)
})
front.listen(443, () => console.log(`ready: ${local.url}`))
process.once('SIGTERM', () => {
  front.close()
  front.closeAllConnections()
  void local.close()
})
