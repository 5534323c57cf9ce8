import { webEnvironment } from '../instance/environment.ts'
import { instance } from '../instance/instance.ts'

/** Prints the variables of a Next app, ready for an env file. */
export function printEnvironment(port: number): void {
  for (const [name, value] of Object.entries(webEnvironment(instance, `http://localhost:${port}`))) process.stdout.write(`${name}=${value}\n`)
}
