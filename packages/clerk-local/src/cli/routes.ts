import { assetRoutes } from '../assets/routes.ts'
import { missingRoutes, servedRoutes } from '../conformance/conformance.ts'
import { controlRoutes } from '../control/routes.ts'
import type { Route } from '../http/router.ts'
import type { LocalInstance } from '../local-instance.ts'
import { UsageError, type CommandLine } from './command-line.ts'

/** Prints what is served or, with `--missing`, what the SDKs ask for and is not, with the methods that ask. */
export function routes(line: CommandLine): void {
  if (line.rest.length > 0) throw new UsageError(`routes takes no ${line.rest[0]}; see clerk-local --help.`)
  process.stdout.write((line.flag('missing') ? missing() : served()).map((each) => `${each}\n`).join(''))
}

function served(): string[] {
  const { backend, frontend } = servedRoutes()
  const named = (all: readonly Route[]) => all.map(({ method, path }) => `${method} ${path}`)
  const control = controlRoutes({} as LocalInstance, () => []) // only their paths are looked at
  const listed = (api: string, all: readonly string[]) => all.map((route) => `${api.padEnd(9)}${route}`)
  return [...listed('backend', backend), ...listed('frontend', frontend), ...listed('files', named(assetRoutes)), ...listed('control', named(control))]
}

function missing(): string[] {
  const { backend, frontend } = missingRoutes()
  const listed = (api: string, all: typeof backend) => all.map(({ request, methods }) => `${api.padEnd(9)}${request}  ${methods.join(', ')}`)
  return [...listed('backend', backend), ...listed('frontend', frontend)]
}
