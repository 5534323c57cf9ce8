/** What a person can mend by themselves; the message is all that is printed. */
export class UsageError extends Error {}

/**
 * The token to call with: a fresh one of the local stand-in for `--as`, else `THROUGHLINE_TOKEN`, else none.
 *
 * @throws {UsageError}
 */
export async function findToken(as: string | undefined): Promise<string | undefined> {
  return as === undefined ? process.env['THROUGHLINE_TOKEN'] : standInToken(as)
}

async function standInToken(user: string): Promise<string> {
  const port = process.env['CLERK_LOCAL_PORT'] ?? '4400'
  const azp = `http://localhost:${process.env['WEB_PORT'] ?? 3000}`
  let response: Response
  try {
    response = await fetch(`http://127.0.0.1:${port}/_control/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user, azp }),
    })
  } catch {
    throw new UsageError(`No Clerk stand-in answers on port ${port}; start one by \`pnpm dev\`, or set THROUGHLINE_TOKEN.`)
  }
  const answer = (await response.json()) as { token?: string } // the stand-in's control API
  if (!answer.token) throw new UsageError(`The stand-in knows no user ${user}.`)
  return answer.token
}
