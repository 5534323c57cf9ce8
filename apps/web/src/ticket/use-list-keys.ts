'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useRef, type RefObject } from 'react'

/** Keys for a list of links that carry `data-ticket`: j and k, or the arrows, move between them, / goes to the search, n opens a new ticket. */
export function useListKeys({ canCreate }: { canCreate: boolean }): { ref: RefObject<HTMLDivElement | null> } {
  const ref = useRef<HTMLDivElement>(null)
  const router = useRouter()
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { target, key } = event
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable], [role=dialog], [role=menu]')) return
    const onList = target === document.body || (target instanceof Node && ref.current?.contains(target) === true)
    const step = key === 'j' || (onList && key === 'ArrowDown') ? 1 : key === 'k' || (onList && key === 'ArrowUp') ? -1 : 0
    if (step !== 0 && move(ref.current, step)) event.preventDefault()
    if (key === '/') {
      event.preventDefault()
      ref.current?.querySelector<HTMLInputElement>('input[type=search]')?.focus()
    }
    if (key === 'n' && canCreate) router.push('/tickets/new')
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
  return { ref }
}

/** `false` where there is nowhere to go: the key then does what it always does. */
function move(list: HTMLElement | null, step: number): boolean {
  const links = [...(list?.querySelectorAll<HTMLElement>('[data-ticket]') ?? [])]
  const current = links.indexOf(document.activeElement as HTMLElement)
  const next = current === -1 ? (step > 0 ? links[0] : undefined) : links[current + step]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
  return next !== undefined
}
