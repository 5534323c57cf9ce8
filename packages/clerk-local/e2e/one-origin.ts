import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An address that leads to the app, and under `/__clerk` to the stand-in: what `frontendApiProxy` does in Clerk's middleware. */
export interface OneOrigin {
  /** `http://localhost:PORT` */
  readonly url: string
  /** Before the first page is asked for. */
  leadTo(targets: { readonly app: string; readonly clerk: string }): void
  close(): Promise<void>
}

export async function startOneOrigin(): Promise<OneOrigin> {
  let targets = { app: '', clerk: '' }
  const server = createServer((incoming, outgoing) => {
    const [, behind] = /^\/__clerk(\/.*)$/.exec(incoming.url ?? '/') ?? []
    const target = behind === undefined ? targets.app + incoming.url : targets.clerk + behind
    const onward = request(target, { method: incoming.method, headers: { ...incoming.headers, host: new URL(target).host, 'clerk-proxy-url': `${url}/__clerk` } }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://localhost:${(server.address() as AddressInfo).port}` // a TCP server's address is never a string
  return {
    url,
    leadTo: (to) => void (targets = to),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
