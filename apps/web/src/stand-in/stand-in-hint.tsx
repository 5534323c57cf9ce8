import { usesStandIn } from './uses-stand-in.ts'

/** How to sign in on a fresh clone; nothing with a Clerk instance of one's own. */
export function StandInHint() {
  if (!usesStandIn()) return null
  return (
    <aside aria-label="Local accounts" className="border-line text-muted w-full rounded-xl border border-dashed p-4 text-sm/6">
      <p className="text-ink font-medium">Local accounts</p>
      <p>
        <Value>ada@example.com</Value>, <Value>alan@example.com</Value>, <Value>grace@example.com</Value> or <Value>linus@example.com</Value>
      </p>
      <p>
        Password <Value>throughline-dev</Value>, email code <Value>424242</Value>
      </p>
    </aside>
  )
}

function Value({ children }: { children: string }) {
  return <code className="text-ink font-mono text-[0.8125rem]">{children}</code>
}
