// A supervisor as the commands are: it holds one worker and stops it when it is told to.
import { fileURLToPath } from 'node:url'
import { startChild } from '../src/processes/child.ts'
import { createLeash } from '../src/processes/leash.ts'
import { onStop } from '../src/processes/on-stop.ts'

const leash = createLeash()
const worker = startChild({
  name: 'worker',
  args: [fileURLToPath(new URL('worker.mjs', import.meta.url)), 'parent'],
  cwd: process.cwd(),
  env: process.env,
  leash,
  onLine: (_, line) => process.stdout.write(`${process.pid} ${line}\n`),
})
onStop(() => worker.stop())
