'use client'
import { createContext, useContext, type ReactNode } from 'react'

const RenderedAtContext = createContext<number | null>(null)

interface RenderedAtProps {
  /** In milliseconds since 1970, by the server's clock. */
  readonly time: number
  readonly children: ReactNode
}

/** Tells the browser when the server rendered what it hydrates, so that both say of everything that it was as long ago. */
export const RenderedAt = ({ time, children }: RenderedAtProps) => <RenderedAtContext value={time}>{children}</RenderedAtContext>

export function useRenderedAt(): number {
  const time = useContext(RenderedAtContext)
  if (time === null) throw new Error('Nobody has said when this was rendered: put it into RenderedAt.')
  return time
}
