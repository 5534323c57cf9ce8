import { connect, type Socket } from 'node:net'
import { cpuNanoseconds } from './cpu-time.ts'
import { ResponseReader } from './response-reader.ts'

/** One measurement: requests over keep-alive connections, for as long as it says. */
export interface Load {
  readonly port: number
  /** The server's process, whose CPU time is read when the measuring begins and ends. */
  readonly pid: number
  /** Whole requests, sent in turn; the first again after the last. */
  readonly requests: readonly string[]
  readonly connections: number
  readonly warmUpMs: number
  readonly measureMs: number
  /** Requests per second, spaced evenly and sent on time whatever the server does; absent: one after the other. */
  readonly rate?: number
  readonly withLatencies?: boolean
}

export interface Measurement {
  readonly answers: number
  readonly failures: number
  readonly seconds: number
  readonly cpuNanoseconds: number
  /** Milliseconds until an answer was there, from when its request was due or, without a rate, was sent. */
  readonly latencies: readonly number[]
}

process.on('message', (load: Load) => {
  void measure(load).then((measurement) => process.send!(measurement))
})
process.on('disconnect', () => process.exit())

async function measure(load: Load): Promise<Measurement> {
  const requests = load.requests.map((request) => Buffer.from(request, 'latin1'))
  const counts = { answers: 0, failures: 0 }
  const latencies: number[] = []
  const idle: Connection[] = []
  const due: number[] = []
  let next = 0
  let measuring = false
  let running = true

  const request = () => requests[next++ % requests.length]!
  const connections = await Promise.all(
    Array.from({ length: load.connections }, () =>
      open(load.port, (connection, status) => {
        counts.answers++
        if (status !== 200) counts.failures++
        if (measuring && load.withLatencies) latencies.push(performance.now() - connection.dueAt)
        if (!running) return
        if (load.rate === undefined) return connection.send(request(), performance.now())
        const waiting = due.shift()
        if (waiting === undefined) idle.push(connection)
        else connection.send(request(), waiting)
      }),
    ),
  )

  if (load.rate === undefined) for (const connection of connections) connection.send(request(), performance.now())
  else {
    idle.push(...connections)
    keepTime(load.rate, () => running, (dueAt) => {
      const connection = idle.pop()
      if (connection) connection.send(request(), dueAt)
      else due.push(dueAt)
    })
  }

  await elapsed(load.warmUpMs)
  const before = { ...counts, cpu: cpuNanoseconds(load.pid), at: performance.now() }
  measuring = true
  await elapsed(load.measureMs)
  measuring = false
  const measurement = {
    answers: counts.answers - before.answers,
    failures: counts.failures - before.failures,
    seconds: (performance.now() - before.at) / 1_000,
    cpuNanoseconds: cpuNanoseconds(load.pid) - before.cpu,
    latencies,
  }
  running = false
  for (const { socket } of connections) socket.destroy()
  return measurement
}

interface Connection {
  readonly socket: Socket
  dueAt: number
  send(request: Buffer, dueAt: number): void
}

function open(port: number, onAnswer: (connection: Connection, status: number) => void): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const connection: Connection = {
      socket,
      dueAt: 0,
      send(request, dueAt) {
        connection.dueAt = dueAt
        socket.write(request)
      },
    }
    const reader = new ResponseReader((status) => onAnswer(connection, status))
    socket.setEncoding('latin1').on('data', (data: string) => reader.receive(data))
    socket.once('error', reject).once('connect', () => resolve(connection))
  })
}

/** Calls `tick` once for each request that is due, with the time at which it was; timers alone are too coarse for that. */
function keepTime(rate: number, isRunning: () => boolean, tick: (dueAt: number) => void): void {
  const interval = 1_000 / rate
  let dueAt = performance.now() + interval
  const turn = () => {
    if (!isRunning()) return
    for (const now = performance.now(); dueAt <= now; dueAt += interval) tick(dueAt)
    setImmediate(turn)
  }
  turn()
}

const elapsed = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
