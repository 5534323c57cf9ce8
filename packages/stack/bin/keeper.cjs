// Holds the process groups that its parent names (`+pid`, `-pid`) and ends those still held when the parent has gone.
const held = new Set()

require('node:readline')
  .createInterface({ input: process.stdin })
  .on('line', (line) => (line[0] === '+' ? held.add(Number(line.slice(1))) : held.delete(Number(line.slice(1)))))
  .on('close', () => {
    signal('SIGTERM')
    if (held.size > 0) setTimeout(() => signal('SIGKILL'), 3000)
  })

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => {})

function signal(name) {
  for (const pid of held) {
    try {
      process.kill(-pid, name)
    } catch {
      held.delete(pid) // gone already
    }
  }
}
