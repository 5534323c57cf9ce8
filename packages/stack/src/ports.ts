import { connect, createServer, type AddressInfo } from 'node:net'

export interface Ports {
  readonly web: number
  readonly api: number
  readonly clerk: number
}

const VARIABLES = { web: 'WEB_PORT', api: 'API_PORT', clerk: 'CLERK_LOCAL_PORT' } as const
const DEFAULTS: Ports = { web: 3000, api: 4000, clerk: 4400 }

/** The three ports, as the environment asks for them. */
export function portsOf(env: NodeJS.ProcessEnv): Ports {
  const port = (name: keyof Ports) => Number(env[VARIABLES[name]] || DEFAULTS[name])
  return { web: port('web'), api: port('api'), clerk: port('clerk') }
}

/** One line for each port that something answers on: which, and by which variable to change it. */
export async function takenPorts(ports: Partial<Ports>): Promise<string[]> {
  const lines = await Promise.all(
    Object.entries(ports).map(async ([name, port]) => {
      const taken = (await Promise.all([answers(port, '127.0.0.1'), answers(port, '::1')])).includes(true)
      return taken ? [`Port ${port} is taken; set ${VARIABLES[name as keyof Ports]} to use another.`] : [] // a key of Ports
    }),
  )
  return lines.flat()
}

function answers(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host })
    const done = (taken: boolean) => {
      socket.destroy()
      resolve(taken)
    }
    socket.once('connect', () => done(true)).once('error', () => done(false)).setTimeout(1_000, () => done(false))
  })
}

/** Three ports that are free right now. */
export async function freePorts(): Promise<Ports> {
  const servers = await Promise.all([listener(), listener(), listener()])
  const [web, api, clerk] = servers.map((server) => (server.address() as AddressInfo).port) // TCP servers
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return { web: web!, api: api!, clerk: clerk! }
}

function listener() {
  return new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}
