import { connect, type Socket } from 'node:net'

/** Clients of a stream: many connections that do nothing but wait, and note when an event arrives. */
export type ReadersCommand = { open: { port: number; count: number; request: string } } | 'close' | { collect: { count: number; withinMs: number } }
export type ReadersAnswer = { opened: number } | { closed: true } | { arrivals: number[] }

const sockets = new Set<Socket>()
let arrivals: number[] = []
let onArrival = () => {}

process.on('message', (command: ReadersCommand) => {
  void answer(command).then((result) => process.send!(result))
})
process.on('disconnect', () => process.exit())

async function answer(command: ReadersCommand): Promise<ReadersAnswer> {
  if (command === 'close') {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
    return { closed: true }
  }
  if ('open' in command) {
    const { port, count, request } = command.open
    await Promise.all(Array.from({ length: count }, () => open(port, request)))
    return { opened: sockets.size }
  }
  const { count, withinMs } = command.collect
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, withinMs)
    onArrival = () => {
      if (arrivals.length < count) return
      clearTimeout(timer)
      resolve()
    }
    onArrival()
  })
  const collected = arrivals
  arrivals = []
  return { arrivals: collected }
}

function open(port: number, request: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(request))
    sockets.add(socket)
    socket.once('error', reject)
    socket.on('data', (data: Buffer) => {
      const now = process.hrtime.bigint()
      const text = data.toString('latin1')
      const sentAt = /"sentAt":"(\d+)"/.exec(text)?.[1]
      if (text.includes('event: connected')) resolve()
      if (sentAt === undefined) return
      arrivals.push(Number(now - BigInt(sentAt)) / 1e6)
      onArrival()
    })
  })
}
