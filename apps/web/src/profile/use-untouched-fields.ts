'use client'
import { useEffect, useRef, type RefObject } from 'react'

/**
 * Lets the fields of a form that nobody has changed follow `values`, which may change at any time, and leaves alone what
 * is being typed.
 */
export function useUntouchedFields<T extends object>(form: RefObject<HTMLFormElement | null>, values: T): void {
  const shown = useRef(values)
  useEffect(() => {
    for (const [name, value] of Object.entries(values)) {
      const field = form.current?.elements.namedItem(name)
      if (!isField(field) || typeof value !== 'string') continue
      // The server trims what it stores.
      if (field.value.trim() === String(shown.current[name as keyof T]).trim()) field.value = value // a name of `values`
    }
    shown.current = values
  }, [form, values])
}

function isField(element: unknown): element is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement
}
