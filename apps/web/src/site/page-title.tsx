import type { ReactNode } from 'react'

export function PageTitle({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="pt-10 pb-8 sm:pt-14">
      <h1 className="text-3xl font-semibold tracking-tight text-balance">{title}</h1>
      <p className="text-muted mt-2 max-w-prose text-base/7">{children}</p>
    </div>
  )
}
