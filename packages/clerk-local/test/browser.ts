import type { ClientJSON } from '@clerk/shared/types'
import type { ClerkLocal } from '../src/clerk-local.ts'

/** What the Frontend API answers, as far as tests look into it. */
export interface Reply<T> {
  readonly status: number
  readonly response: T
  readonly client: ClientJSON | null
  readonly errors: { code: string; meta: Record<string, unknown> }[]
  readonly meta?: { client: ClientJSON }
}

/** A browser with clerk-js in it, on the wire: form fields, a cookie jar, `_method` in place of PATCH and DELETE. */
export class Browser {
  readonly cookies = new Map<string, string>()

  constructor(
    private readonly local: ClerkLocal,
    private readonly origin = 'http://localhost:3000',
  ) {}

  async send<T = Record<string, unknown>>(method: string, path: string, fields: Record<string, string> = {}): Promise<Reply<T>> {
    const answer = await this.raw(method, path, fields)
    const body = (await answer.json()) as Reply<T> // the form of every answer of the Frontend API
    return { ...body, status: answer.status }
  }

  async raw(method: string, path: string, fields: Record<string, string> | URLSearchParams = {}): Promise<Response> {
    const url = new URL(path, this.local.url)
    if (method !== 'GET' && method !== 'POST') url.searchParams.set('_method', method)
    const headers = { origin: this.origin, cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
    const init = method === 'GET' ? { headers } : { method: 'POST', headers, body: new URLSearchParams(fields) }
    const answer = await fetch(url, { redirect: 'manual', ...init })
    for (const cookie of answer.headers.getSetCookie()) this.keep(cookie)
    return answer
  }

  /** Takes a `Set-Cookie` line into the jar, or out of it where it deletes. */
  keep(line: string): void {
    const [pair = ''] = line.split(';')
    const name = pair.slice(0, pair.indexOf('='))
    if (/Max-Age=0/.test(line)) this.cookies.delete(name)
    else this.cookies.set(name, pair.slice(pair.indexOf('=') + 1))
  }

  async signIn(identifier: string, password = 'throughline-dev') {
    const { client } = await this.send('POST', '/v1/client/sign_ins', { identifier, password })
    const session = client?.sessions[0]
    if (!session) throw new Error(`${identifier} was not signed in.`)
    return session
  }
}
