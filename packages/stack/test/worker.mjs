// A child that starts a child, as Next does, and tells both ids. With `stubborn` neither obeys SIGTERM.
import { spawn } from 'node:child_process'

const [role, stubborn] = process.argv.slice(2)
if (stubborn) process.on('SIGTERM', () => {})
if (role === 'parent') {
  const inner = spawn(process.execPath, [import.meta.filename, 'inner', ...(stubborn ? [stubborn] : [])], { stdio: ['ignore', 'pipe', 'ignore'] })
  inner.stdout.once('data', () => console.log(`${process.pid} ${inner.pid}`))
} else console.log('ready')
setInterval(() => {}, 1_000)
