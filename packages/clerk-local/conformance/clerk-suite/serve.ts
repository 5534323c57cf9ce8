import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:https'
import { fileURLToPath } from 'node:url'
import { createClerkLocal, instanceNamed, loadSeed } from '../../src/index.ts'
import { connectOAuthProvider } from './oauth-provider.ts'

// Serves the suite's instances as Clerk's servers are reached, at https://<host of the key> and https://api.clerk.com; the
// arguments are a certificate for these names and its key.
const [certificate = '', key = ''] = process.argv.slice(2)
const PORT = 24400
/** Clerk's page objects begin to wait for an answer after the click that asks for it, so that none may come at once. */
const LATENCY_MS = 250

const { instances } = await loadSeed(fileURLToPath(new URL('instances.yaml', import.meta.url)))
const names = new Map(Object.keys(instances).map((name) => [instanceNamed(name).host, name]))
const local = await createClerkLocal({ port: PORT, instances })
await connectOAuthProvider(local, Object.keys(instances))

const front = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (asked, answer) => {
  const host = (asked.headers.host ?? '').replace(/:\d+$/, '')
  const name = names.get(host)
  const headers = { ...asked.headers, host: `localhost:${PORT}`, ...(name !== undefined && { 'x-forwarded-host': host, 'x-forwarded-proto': 'https' }) }
  const path = name === undefined ? asked.url : `/i/${name}${asked.url}`
  const passed = request({ host: '127.0.0.1', port: PORT, path, method: asked.method, headers }, (given) => {
    answer.writeHead(given.statusCode ?? 502, given.headers)
    given.pipe(answer)
  })
  passed.on('error', () => answer.destroy())
  setTimeout(() => asked.pipe(passed), name !== undefined && asked.method === 'POST' ? LATENCY_MS : 0)
})
front.listen(443, () => console.log(`ready: ${local.url}`))
process.once('SIGTERM', () => {
  front.close()
  front.closeAllConnections()
  void local.close()
})
