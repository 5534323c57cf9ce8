import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { pathToFileURL } from 'node:url'
import { tsc } from '@throughline/contract/type-cost'
import { frame, frameReader } from './lsp-frames.ts'

export interface Diagnostic {
  readonly code?: number | string
  readonly message: string
}

/** TypeScript's language server as an editor runs it, with the files that the editor has open. */
export interface LanguageServer {
  open(file: string, text: string): void
  /** Sends a file's whole new text, as typing and saving do. */
  change(file: string, text: string): void
  /** Pulls a file's diagnostics, which editors do for every file they show after a change in any. */
  diagnostics(file: string): Promise<Diagnostic[]>
  close(): Promise<void>
}

/** Starts `tsc --lsp` for a folder with a `tsconfig.json`. */
export async function startLanguageServer(folder: string): Promise<LanguageServer> {
  const child = spawn(process.execPath, [tsc, '--lsp', '--stdio'], { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] })
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>()
  child.stdout.on('data', frameReader(({ id, method, result, error }) => {
    // What the server asks the editor for (configuration, registrations, progress) may all be answered with nothing.
    if (method !== undefined) return void (id !== undefined && child.stdin.write(frame({ id, result: null })))
    const asked = waiting.get(Number(id))
    waiting.delete(Number(id))
    if (error) asked?.reject(new Error(error.message))
    else asked?.resolve(result)
  }))
  const exited = once(child, 'exit').then(() => {
    for (const { reject } of waiting.values()) reject(new Error('The language server has gone.'))
  })

  let requests = 0
  const request = (method: string, params: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      waiting.set(++requests, { resolve, reject })
      child.stdin.write(frame({ id: requests, method, params }))
    })
  const notify = (method: string, params: unknown) => void child.stdin.write(frame({ method, params }))
  const uri = (file: string) => pathToFileURL(file).href
  const capabilities = { textDocument: { synchronization: { didSave: true }, diagnostic: { relatedDocumentSupport: true } } }
  await request('initialize', { processId: process.pid, rootUri: uri(folder), capabilities })
  notify('initialized', {})

  let version = 0
  return {
    open: (file, text) => notify('textDocument/didOpen', { textDocument: { uri: uri(file), languageId: 'typescript', version: ++version, text } }),
    change(file, text) {
      notify('textDocument/didChange', { textDocument: { uri: uri(file), version: ++version }, contentChanges: [{ text }] })
      notify('textDocument/didSave', { textDocument: { uri: uri(file) } })
    },
    async diagnostics(file) {
      const report = await request('textDocument/diagnostic', { textDocument: { uri: uri(file) } })
      return (report as { items?: Diagnostic[] }).items ?? [] // a full report, since no earlier one is named
    },
    async close() {
      await request('shutdown', undefined)
      notify('exit', undefined)
      child.stdin.end()
      await exited
    },
  }
}
