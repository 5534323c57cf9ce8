import type { ReactNode } from 'react'

interface NoticeProps {
  title: string
  children: ReactNode
  /** What can be done about it. */
  action?: ReactNode
  tone?: 'plain' | 'danger'
}

/** One state that fills a page or a card: empty, failed, signed out, not found. */
export function Notice({ title, children, action, tone = 'plain' }: NoticeProps) {
  return (
    <section role={tone === 'danger' ? 'alert' : undefined} className="card flex flex-col items-start gap-3 p-6 sm:p-8">
      <h2 className="flex items-center gap-3 text-lg font-semibold tracking-tight">
        {tone === 'danger' && <span aria-hidden="true" className="bg-danger size-2 rounded-full" />}
        {title}
      </h2>
      <div className="text-muted max-w-prose text-sm/6">{children}</div>
      {action && <div className="mt-2 flex flex-wrap gap-2">{action}</div>}
    </section>
  )
}
