import type { RouterOutputs } from '@throughline/api'
import { api } from '../trpc/server.ts'

/** Whether the API answers, asked by the server while it renders this page. */
export async function SystemStatus() {
  const info = await api.system.info().catch(() => null)
  return info ? <Up info={info} /> : <Down />
}

function Up({ info }: { info: RouterOutputs['system']['info'] }) {
  return (
    <Line dot="bg-accent">
      <span className="text-ink font-medium">The API is up.</span> {info.name} {info.version}, {TIME.format(info.now)} UTC on the server.
    </Line>
  )
}

function Down() {
  return (
    <Line dot="bg-danger">
      <span className="text-ink font-medium">The API is not answering.</span> Reload this page once it is back.
    </Line>
  )
}

export function SystemStatusSkeleton() {
  return <Line dot="bg-line-strong animate-pulse">Asking the API…</Line>
}

function Line({ dot, children }: { dot: string; children: React.ReactNode }) {
  return (
    <output className="text-muted flex items-start gap-3 text-sm/6">
      <span aria-hidden="true" className={`${dot} mt-2 size-2 shrink-0 rounded-full`} />
      <span>{children}</span>
    </output>
  )
}

const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: 'UTC' })
