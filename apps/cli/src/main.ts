import { parseArgs } from 'node:util'
import { createClient } from './client.ts'
import { explain } from './explain.ts'
import { table } from './table.ts'
import { findToken } from './token.ts'

const HELP = `throughline, the API from the terminal

  pnpm cli profile          show your own profile
  pnpm cli info             show which server answers

  --as EMAIL                speak for a user of the local stand-in, such as ada@example.com
  --json                    print JSON

  THROUGHLINE_TOKEN         a session token, where --as is not given
  THROUGHLINE_API_URL       the API's address (http://127.0.0.1:4000, or API_PORT's)
`

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { as: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  const [command] = positionals
  if (values.help || command === undefined) {
    process.stdout.write(HELP)
    return values.help ? 0 : 2
  }
  const client = createClient(() => findToken(values.as))
  const print = (answer: object) => void process.stdout.write(values.json ? `${JSON.stringify(answer, null, 2)}\n` : table(answer))
  if (command === 'profile') print(profileLines(await client.user.profile.query(), values.json))
  else if (command === 'info') print(await client.system.info.query())
  else {
    process.stderr.write(`There is no command "${command}"; see pnpm cli --help.\n`)
    return 2
  }
  return 0
}

type Profile = Awaited<ReturnType<ReturnType<typeof createClient>['user']['profile']['query']>>

/** What a person wants to read first; JSON keeps everything under its own name. */
function profileLines(profile: Profile, json: boolean | undefined): object {
  if (json) return profile
  const { displayName, email, bio, timeZone, createdAt, id } = profile
  return { name: displayName, email, bio: bio || '(none)', 'time zone': timeZone, since: createdAt, id }
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`${explain(error)}\n`)
    process.exitCode = 1
  },
)
