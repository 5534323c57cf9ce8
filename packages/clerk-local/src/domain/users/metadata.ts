import type { Metadata } from '../../store/rows/metadata.ts'

/**
 * What there was with what is new, to any depth; `null` takes a key out, and a list is replaced whole. Keys are taken as
 * data, so that `__proto__` is one like any other.
 */
export function mergedMetadata(old: Metadata, change: Metadata | undefined): Metadata {
  const merged = new Map(Object.entries(old))
  for (const [key, value] of Object.entries(change ?? {})) {
    const before = merged.get(key)
    if (value === null) merged.delete(key)
    else merged.set(key, isPlain(value) ? mergedMetadata(isPlain(before) ? before : {}, value) : value)
  }
  return Object.fromEntries(merged)
}

const isPlain = (value: unknown): value is Metadata => typeof value === 'object' && value !== null && !Array.isArray(value)
