import type { Liveness } from './use-ticket-changes.ts'

const WORDS: Readonly<Record<Liveness, string>> = { connecting: 'Connecting…', live: 'Live', lost: 'Reconnecting…' }

/** Whether what others do shows here at this moment. */
export function LiveIndicator({ liveness }: { liveness: Liveness }) {
  return (
    <output aria-live="polite" className="text-muted inline-flex items-center gap-2 text-sm">
      <span aria-hidden="true" className={`size-2 rounded-full ${liveness === 'live' ? 'bg-accent' : liveness === 'lost' ? 'bg-danger animate-pulse' : 'bg-line-strong'}`} />
      {WORDS[liveness]}
    </output>
  )
}
