// Runs in a server before all else: its clock is ahead by what the test sends, in milliseconds, as where somebody sets the
// machine's. Timers and `performance` go on as they do then.
const Machine = Date
let ahead = 0

globalThis.Date = class extends Machine {
  constructor(...parts) {
    super(...(parts.length === 0 ? [Machine.now() + ahead] : parts))
  }

  static now() {
    return Machine.now() + ahead
  }
}

process.on('message', (milliseconds) => {
  ahead = milliseconds
  process.send(milliseconds)
})
process.channel.unref()
