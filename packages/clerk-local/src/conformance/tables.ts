import type { Conformance } from './conformance.ts'

/** What the tables are drawn from: routes and tests as they are. */
export interface Evidence {
  readonly backend: readonly Conformance[]
  readonly browser: readonly Conformance[]
  readonly components: readonly Component[]
  /** Whether a test calls a method of the server SDK. */
  readonly isTested: (method: string) => boolean
  readonly versions: { readonly backend: string; readonly browser: string }
}

/** What the README says between its markers: method by method, and component by component. */
export function tables({ backend, browser, components, isTested, versions }: Evidence): string {
  return [
    `### \`@clerk/backend\` ${versions.backend}, method by method`,
    `${count(backend)} of ${backend.length} methods are served.`,
    folded(table(['method', 'request', 'served', 'tested'], backend.map((one) => [...cells(one), isTested(one.name) ? 'yes' : 'no']))),
    `### \`@clerk/clerk-js\` ${versions.browser}, request by request`,
    `${count(browser)} of ${browser.length} requests are served.`,
    folded(table(['method', 'request', 'served'], browser.map(cells))),
    '### Components, and the browser tests that drive them',
    table(['component', 'driven in'], components.map(({ name, drivenIn }) => [`\`<${name}/>\``, drivenIn.map((file) => `\`${file}\``).join(', ') || 'none'])),
  ].join('\n\n')
}

/** A component of Clerk's with the browser tests that show it. */
export interface Component {
  readonly name: string
  readonly drivenIn: readonly string[]
}

/** Closed until somebody wants to read some hundred lines. */
const folded = (written: string): string => `<details>\n<summary>the list</summary>\n\n${written}\n\n</details>`
const count = (all: readonly Conformance[]): number => all.filter(({ served }) => served).length

const cells = ({ name, requests, served }: Conformance): string[] => [`\`${name}\``, requests.map((request) => `\`${request}\``).join(', '), served ? 'yes' : '**no** (501)']

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')
const row = (values: readonly string[]): string => `| ${values.join(' | ')} |`

const [START, END] = ['<!-- conformance: written by `pnpm conformance` -->', '<!-- /conformance -->']

/** The README with these tables in the place of the old ones. Throws where it has no place for them. */
export function placed(readme: string, written: string): string {
  const [from, to] = [readme.indexOf(START), readme.indexOf(END)]
  if (from < 0 || to < from) throw new Error(`The README has no ${START} … ${END}.`)
  return `${readme.slice(0, from + START.length)}\n\n${written}\n\n${readme.slice(to)}`
}
