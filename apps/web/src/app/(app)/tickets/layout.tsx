import type { ReactNode } from 'react'
import { RenderedAt } from '../../../ticket/rendered-at.tsx'

/** Around what is told by how long ago it was. */
export default async function TicketsLayout({ children }: { children: ReactNode }) {
  return <RenderedAt time={Date.now()}>{children}</RenderedAt>
}
