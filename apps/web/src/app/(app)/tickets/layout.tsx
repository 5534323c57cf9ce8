import type { ReactNode } from 'react'
import { RenderedAt } from '../../../ticket/rendered-at.tsx'

/** Says when the server rendered these pages: they tell how long ago things were. */
export default async function TicketsLayout({ children }: { children: ReactNode }) {
  return <RenderedAt time={Date.now()}>{children}</RenderedAt>
}
