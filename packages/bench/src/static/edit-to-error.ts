import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeProgram, type Flavour } from '@throughline/contract/type-cost'
import { startLanguageServer, type Diagnostic, type LanguageServer } from './language-server.ts'

const PROCEDURES = 200

/** A field that the client uses, and another type for it. */
const RIGHT = 'v0x0: z.number()'
const WRONG = 'v0x0: z.string()'
const NOT_ASSIGNABLE = 2322

/**
 * Milliseconds from saving an edit of the contract that breaks its client until an editor that shows the client is told
 * so, one for each repetition. The server has both files open and has checked them before.
 */
export async function editToTypeError(flavour: Flavour, repetitions: number): Promise<number[]> {
  const folder = await writeProgram(PROCEDURES, flavour)
  const [contract, client] = [join(folder, 'contract.ts'), join(folder, 'client.ts')]
  const right = await readFile(contract, 'utf8')
  const wrong = right.replace(RIGHT, WRONG)
  const server = await startLanguageServer(folder)
  try {
    server.open(contract, right)
    server.open(client, await readFile(client, 'utf8'))
    const times: number[] = []
    // The first edit is not counted: it also warms what a day's first edit warms.
    for (let repetition = 0; repetition <= repetitions; repetition++) {
      await expectErrors(server, client, 0)
      await writeFile(contract, wrong)
      const saved = performance.now()
      server.change(contract, wrong)
      await expectErrors(server, client, 1)
      if (repetition > 0) times.push(performance.now() - saved)
      await writeFile(contract, right)
      server.change(contract, right)
    }
    return times
  } finally {
    await server.close()
  }
}

async function expectErrors(server: LanguageServer, file: string, expected: number): Promise<void> {
  const found: Diagnostic[] = await server.diagnostics(file)
  const errors = found.filter(({ code }) => code === NOT_ASSIGNABLE)
  if (errors.length !== expected || found.length !== expected) throw new Error(`The language server reported ${found.length} problems instead of ${expected}: ${JSON.stringify(found).slice(0, 500)}`)
}
