'use client'
import { useEffect, useEffectEvent, useRef } from 'react'

interface LoadMoreProps {
  isLoading: boolean
  hasFailed: boolean
  onMore: () => void
}

/** The end of a list that goes on: it goes on when it comes into view, and by a button for whoever does not scroll. */
export function LoadMore({ isLoading, hasFailed, onMore }: LoadMoreProps) {
  const button = useRef<HTMLButtonElement>(null)
  const onSeen = useEffectEvent((entries: readonly IntersectionObserverEntry[]) => {
    // After a failure the button alone goes on, or it would fail without end.
    if (!isLoading && !hasFailed && entries.some(({ isIntersecting }) => isIntersecting)) onMore()
  })
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => onSeen(entries), { rootMargin: '400px' })
    observer.observe(button.current!) // it is always rendered
    return () => observer.disconnect()
  }, [isLoading])
  return (
    <div className="mt-4 flex flex-col items-center gap-2">
      {hasFailed && <p role="alert" className="text-danger text-sm">The next ones could not be loaded.</p>}
      <button ref={button} type="button" className="button-quiet" disabled={isLoading} onClick={onMore}>
        {isLoading ? 'Loading…' : hasFailed ? 'Try again' : 'Show more'}
      </button>
    </div>
  )
}
