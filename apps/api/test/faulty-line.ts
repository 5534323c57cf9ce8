import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { Transform } from 'node:stream'

export interface FaultyLine {
  readonly port: number
  /** Bytes stop flowing and connections stay open, as when the other side stands still. */
  freeze(): void
  /** Each answer arrives so much later, as from a server that has too much to do. */
  slow(milliseconds: number): void
  /** Connections break, and new ones are refused at once. */
  cut(): void
  repair(): void
  close(): Promise<void>
}

/** A line to a local port that can be made to fail. */
export async function faultyLine(target: number): Promise<FaultyLine> {
  let state: 'sound' | 'frozen' | 'cut' = 'sound'
  let delayMs = 0
  const delayed = () => new Transform({ transform: (chunk, _encoding, done) => void (delayMs === 0 ? done(null, chunk) : setTimeout(done, delayMs, null, chunk)) })
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    if (state === 'cut') return void near.destroy()
    const far = connect(target, '127.0.0.1')
    for (const [from, to] of [[near, far], [far, near]] as const) {
      sockets.add(from)
      from.on('error', () => to.destroy()).on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
      if (from === near) from.pipe(to)
      else from.pipe(delayed()).pipe(to)
      if (state === 'frozen') from.pause()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const each = (act: (socket: Socket) => void) => {
    for (const socket of sockets) act(socket)
  }
  return {
    port: (server.address() as AddressInfo).port, // a TCP server's address is never a string
    freeze() {
      state = 'frozen'
      each((socket) => socket.pause())
    },
    cut() {
      state = 'cut'
      each((socket) => socket.destroy())
    },
    slow(milliseconds) {
      delayMs = milliseconds
    },
    repair() {
      state = 'sound'
      delayMs = 0
      each((socket) => socket.resume())
    },
    close() {
      each((socket) => socket.destroy())
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
