/** Prints a fresh session token of a user, from the stand-in that is running. */
export async function token(port: number, user: string, organization: string | undefined, azp: string | undefined): Promise<void> {
  const body = {
    user,
    azp: azp ?? `http://localhost:${process.env['WEB_PORT'] ?? 3000}`,
    ...(organization === undefined ? {} : { organization: organization === 'none' ? null : organization }),
  }
  try {
    const response = await fetch(`http://127.0.0.1:${port}/_control/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const answer = (await response.json()) as { token?: string; errors?: { message: string }[] } // the control API's two answers
    if (answer.token) return void process.stdout.write(`${answer.token}\n`)
    process.stderr.write(`${answer.errors?.[0]?.message ?? `The stand-in answered ${response.status}.`}\n`)
  } catch {
    process.stderr.write(`No stand-in answers on port ${port}; start one, or set CLERK_LOCAL_PORT.\n`)
  }
  process.exitCode = 1
}
