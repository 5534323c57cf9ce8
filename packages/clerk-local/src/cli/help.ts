import { existsSync, readFileSync } from 'node:fs'

const HELP = `clerk-local: a stand-in for Clerk on this machine, compatible with its SDKs

  clerk-local [start]              serve until stopped
      --port 4400                  0 takes a free one
      --seed FILE                  who and what there is, in JSON or YAML
      --data DIR                   keep state there; it is lost otherwise
      --reset                      begin from the seed, whatever DIR has
      --instance NAME              a further instance at /i/NAME; several by repeating it
      --webhook URL                send every event there; several by repeating it
      --host ADDRESS               listen elsewhere than on this machine, which is dangerous
      --allow-host NAME            answer to that name, too, such as a container's
      --remote-webhooks            send events to other machines, too
  clerk-local env                  print the variables an app needs
      --for next|vite|node         Next by default
      --host NAME, --instance NAME of one that is elsewhere, or of another instance
  clerk-local token EMAIL          print a fresh session token from the running one
      --org SLUG|none              with another organization than the user's first, or with none
      --azp ORIGIN                 for another app than http://localhost:3000
      --expires 15m                when: seconds, or 15m, 2h, 7d; a negative one has expired
      --host NAME, --instance NAME as above
  clerk-local routes               print every route that is served
      --missing                    and instead those that the SDKs ask for and that are not
  clerk-local --version

  CLERK_LOCAL_PORT                 the port where --port is not given (4400)

Exit codes: 0 done, 1 it did not work, 2 it was not understood.
`

export function help(asked: string | undefined): void {
  process.stdout.write(asked === 'version' ? `${version()}\n` : HELP)
}

/** Of the package that this file is in, wherever in it it was built to. */
function version(folder = new URL('./', import.meta.url)): string {
  const file = new URL('package.json', folder)
  if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version // every package has one
  return folder.pathname === '/' ? 'unknown' : version(new URL('../', folder))
}
