import { profile } from '../servers/profile.ts'
import type { Subject } from './subjects.ts'

/**
 * Before a server is measured: it gives the right answer, and refuses a forged token. A server that fails either is not
 * worth a figure.
 *
 * @throws {Error} saying what went wrong
 */
export async function control(port: number, { id, path, tokens }: Subject, good: string, forged: string): Promise<void> {
  const answer = await call(port, path, tokens === 'none' ? null : good)
  if (answer.status !== 200 || !answer.body.includes(profile.email)) throw new Error(`${id} fails the control: a good request gets ${answer.status} ${answer.body.slice(0, 200)}`)
  if (tokens === 'none') return
  for (const token of [forged, null]) {
    const refused = await call(port, path, token)
    // A batch names each refusal in its body, under one status.
    if (refused.status !== 401) throw new Error(`${id} fails the control: ${token === null ? 'no token' : 'a forged token'} gets ${refused.status} ${refused.body.slice(0, 200)}`)
  }
}

async function call(port: number, path: string, token: string | null): Promise<{ status: number; body: string }> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, token === null ? {} : { headers: { authorization: `Bearer ${token}` } })
  return { status: response.status, body: await response.text() }
}
