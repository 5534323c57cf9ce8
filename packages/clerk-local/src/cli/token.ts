import { UsageError, type CommandLine } from './command-line.ts'

/** Prints a fresh session token of a user, from the stand-in that is running. */
export async function token(port: number, line: CommandLine): Promise<void> {
  const [user, unexpected] = line.rest
  if (user === undefined || unexpected !== undefined) throw new UsageError('token takes one user: clerk-local token ada@example.com')
  const [organization, expires, instance] = [line.text('org'), line.text('expires'), line.text('instance')]
  const body = {
    user,
    azp: line.text('azp') ?? `http://localhost:${process.env['WEB_PORT'] ?? 3000}`,
    ...(organization !== undefined && { organization: organization === 'none' ? null : organization }),
    ...(expires !== undefined && { expiresIn: secondsOf(expires) }),
  }
  const host = line.text('host') ?? '127.0.0.1'
  const answer = await ask(`http://${host}:${port}${instance === undefined ? '' : `/i/${encodeURIComponent(instance)}`}/_control/token`, body, port)
  process.stdout.write(`${answer}\n`)
}

async function ask(url: string, body: object, port: number): Promise<string> {
  let response: Response
  try {
    response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  } catch (cause) {
    throw new Error(`No stand-in answers on port ${port}; start one, or set --port or CLERK_LOCAL_PORT.`, { cause })
  }
  const answer = (await response.json().catch(() => ({}))) as { token?: string; errors?: { message: string }[] } // the control API's two answers
  if (answer.token) return answer.token
  throw new Error(answer.errors?.[0]?.message ?? `What listens on port ${port} is no stand-in: it answered ${response.status}.`)
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** Of `90`, `15m`, `2h`, `7d`, with a minus for the past. */
function secondsOf(text: string): number {
  const [, number, unit = 's'] = /^(-?\d+)([smhd])?$/.exec(text) ?? []
  if (number === undefined) throw new UsageError(`${text} is no time; write 90 for seconds, or 15m, 2h, 7d.`)
  return Number(number) * (SECONDS[unit] ?? 1)
}
