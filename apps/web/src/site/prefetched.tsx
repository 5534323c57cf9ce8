import { setTimeout as delay } from 'node:timers/promises'
import { Suspense, type ReactNode } from 'react'

// Within a page's first milliseconds nobody sees a skeleton; sent before its content, it only makes the page jump.
const PATIENCE_MS = 100

interface PrefetchedProps {
  /** What `children` find in the cache. */
  calls: Promise<unknown>
  /** Shows where the API takes longer. */
  fallback: ReactNode
  children: ReactNode
}

/** Sends the page with its content where the API answers at once, else a skeleton first and the content when it is there. */
export async function Prefetched({ calls, fallback, children }: PrefetchedProps) {
  const isThere = await Promise.race([calls.then(() => true), delay(PATIENCE_MS, false)])
  if (isThere) return children
  return (
    <Suspense fallback={fallback}>
      <When calls={calls}>{children}</When>
    </Suspense>
  )
}

async function When({ calls, children }: Pick<PrefetchedProps, 'calls' | 'children'>) {
  await calls
  return children
}
