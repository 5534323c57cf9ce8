import { register } from 'tsx/esm/api'

/** Runs one of this package's commands, whose sources are TypeScript. */
export function load(command) {
  register()
  import(`../src/commands/${command}.ts`).catch((error) => {
    console.error(error)
    process.exit(1)
  })
}
