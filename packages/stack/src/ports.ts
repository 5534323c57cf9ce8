import { connect, createServer, type AddressInfo } from 'node:net'

export interface Ports {
  readonly web: number
  readonly api: number
  readonly clerk: number
}

const VARIABLES = { web: 'WEB_PORT', api: 'API_PORT', clerk: 'CLERK_LOCAL_PORT' } as const
const DEFAULTS: Ports = { web: 3000, api: 4000, clerk: 4400 }

/** The three ports, as the environment asks for them; what is no port is `NaN`. */
export function portsOf(env: NodeJS.ProcessEnv): Ports {
  const port = (name: keyof Ports) => {
    const text = env[VARIABLES[name]] || String(DEFAULTS[name])
    return /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536 ? Number(text) : Number.NaN
  }
  return { web: port('web'), api: port('api'), clerk: port('clerk') }
}

/** One line for each port that cannot be used: which, and by which variable to change it. */
export async function portProblems(ports: Partial<Ports>): Promise<string[]> {
  const entries = Object.entries(ports) as [keyof Ports, number][] // a Ports has no other keys
  const lines = await Promise.all(
    entries.map(async ([name, port], index) => {
      const variable = VARIABLES[name]
      if (Number.isNaN(port)) return [`${variable} is not a port; set it to a number such as ${DEFAULTS[name]}.`]
      const twin = entries.slice(0, index).find(([, other]) => other === port)
      if (twin) return [`Port ${port} is wanted twice, by ${VARIABLES[twin[0]]} and ${variable}; set ${variable} to use another.`]
      const taken = (await Promise.all([answers(port, '127.0.0.1'), answers(port, '::1')])).includes(true)
      return taken ? [`Port ${port} is taken; set ${variable} to use another.`] : []
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
