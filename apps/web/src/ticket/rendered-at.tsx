'use client'
import { createContext, useContext, type ReactNode } from 'react'

const RenderedAtContext = createContext(0)

interface RenderedAtProps {
  /** In milliseconds since 1970, by the server's clock. */
  readonly time: number
  readonly children: ReactNode
}

/** Tells the browser when the server rendered what it hydrates, so that both say of everything that it was as long ago. */
export const RenderedAt = ({ time, children }: RenderedAtProps) => <RenderedAtContext value={time}>{children}</RenderedAtContext>

export const useRenderedAt = (): number => useContext(RenderedAtContext)
